import type { Profiles, ProfileServer } from "@hotspot-session/client/profiles";

import type { Environment } from "../streams.ts";
import { UsageError } from "../usage-error.ts";
import { environmentLayer } from "./environment.ts";
import { type Layer, serverOf, type Sourced } from "./layer.ts";

/** The flags on the connection. There is none for a secret: others can read command lines. */
export interface ConnectionFlags {
  readonly url?: string | undefined;
  readonly region?: string | undefined;
  readonly project?: string | undefined;
  readonly profile?: string | undefined;
}

/** Where to call, for which project and as whom. */
export interface Settings extends Layer {
  readonly server: Sourced<ProfileServer>;
  /** The profile that was read, where there was one. */
  readonly profile: Sourced<string> | undefined;
  /** Why a credential that was found is not in use. */
  readonly withheld: string | undefined;
}

export const defaultUrl = "http://127.0.0.1:8080";

/**
 * Flags win over the environment, and that over a profile; a profile that `--profile` names is a
 * flag. The credential of a profile goes to its own server and to no other.
 *
 * @throws UsageError if they contradict each other, or name a profile that is not there
 */
export function settingsOf(
  flags: ConnectionFlags,
  environment: Environment,
  profiles: Profiles,
): Settings {
  const chosen = chosenProfile(flags, environment, profiles);
  const profile = chosen && profileLayer(chosen.value, profiles);
  const middle = [environmentLayer(environment), profile];
  if (flags.profile !== undefined) middle.reverse();
  const layers = [flagLayer(flags), ...middle].filter((layer) => layer !== undefined);

  const server = layers.find((layer) => layer.server)?.server ?? {
    value: { baseUrl: defaultUrl },
    source: "the default",
  };
  const found = layers.find((layer) => layer.credential);
  const isWithheld =
    found !== undefined &&
    found === profile &&
    profile.server !== undefined &&
    addressOf(profile.server.value) !== addressOf(server.value);
  return {
    server,
    projectId: layers.find((layer) => layer.projectId)?.projectId,
    credential: isWithheld ? undefined : found?.credential,
    profile: chosen,
    withheld: isWithheld
      ? `those of ${found.credential?.source} are for its own server and not for that of ${server.source}`
      : undefined,
  };
}

/** The server in one word. */
export function addressOf(server: ProfileServer): string {
  return "region" in server ? server.region : server.baseUrl.replace(/\/+$/, "");
}

/** What the flags say. */
export function flagLayer({ url, region, project }: ConnectionFlags): Layer {
  return {
    server: serverOf([url, "--url"], [region, "--region"]),
    projectId: project === undefined ? undefined : { value: project, source: "--project" },
  };
}

function profileLayer(name: string, { byName }: Profiles): Layer | undefined {
  const profile = byName.get(name);
  if (profile === undefined) return undefined;
  const source = `the profile "${name}"`;
  return {
    server: { value: profile.server, source },
    projectId: { value: profile.projectId, source },
    credential: { value: profile.credential, source },
  };
}

function chosenProfile(
  flags: ConnectionFlags,
  environment: Environment,
  { defaultName, byName }: Profiles,
): Sourced<string> | undefined {
  const named = profileName(flags, environment);
  if (named === undefined) {
    const isThere = defaultName !== undefined && byName.has(defaultName);
    return isThere ? { value: defaultName, source: "the default profile" } : undefined;
  }
  if (byName.has(named.value)) return named;
  const known = [...byName.keys()].join(", ") || "none yet";
  throw new UsageError(
    `${named.source}: there is no profile "${named.value}" (there are: ${known}); make it by hotspot login --profile`,
  );
}

/** The name of the profile that was asked for, whether or not there is one. */
export function profileName(
  flags: ConnectionFlags,
  environment: Environment,
): Sourced<string> | undefined {
  if (flags.profile !== undefined) return { value: flags.profile, source: "--profile" };
  const value = environment["HOTSPOT_PROFILE"];
  return value ? { value, source: "HOTSPOT_PROFILE" } : undefined;
}
