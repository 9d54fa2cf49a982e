import { text } from "node:stream/consumers";

import { AuthenticationError } from "@hotspot-session/client";
import type {
  Profile,
  ProfileCredential,
  Profiles,
  ProfileServer,
} from "@hotspot-session/client/profiles";

import type { Context } from "./context.ts";
import { failureLine } from "./failure.ts";
import { ask, canAsk } from "./prompt.ts";
import { environmentLayer } from "./settings/environment.ts";
import type { Sourced } from "./settings/layer.ts";
import { readProfiles, updateProfiles } from "./settings/profiles.ts";
import {
  addressOf,
  defaultUrl,
  flagLayer,
  profileName,
  type Settings,
} from "./settings/settings.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line says of the credential and its profile. */
export interface LoginFlags {
  readonly tokenStdin?: boolean;
  readonly accessKey?: string;
  readonly secretKeyStdin?: boolean;
  readonly default?: boolean;
}

/** How often a credential is asked for that the service does not accept. */
const mostAttempts = 3;

/**
 * Asks for what is missing, tries it, and stores it.
 *
 * @throws UsageError if something is missing and there is no terminal to ask on
 */
export async function logIn(context: Context, login: LoginFlags): Promise<void> {
  const { environment, flags, say } = context;
  checkFlags(context, login);
  const profiles = await readProfiles(environment);
  const name = profileName(flags, environment)?.value ?? profiles.defaultName ?? "default";
  const former = profiles.byName.get(name);
  const [fromFlags, fromEnvironment] = [flagLayer(flags), environmentLayer(environment)];

  const server = fromFlags.server ?? fromEnvironment.server ?? (await askServer(context, former));
  const projectId =
    fromFlags.projectId ?? fromEnvironment.projectId ?? (await askProject(context, former));
  const place = { server, projectId, profile: undefined, withheld: undefined };
  const credential = await acceptedCredential(context, login, place);
  const profile = { server: server.value, projectId: projectId.value, credential };
  // Read again: another login may have stored its profile since then.
  await updateProfiles(environment, (now) =>
    withProfile(now, name, profile, login.default === true),
  );
  say(`Logged in to ${addressOf(server.value)}, project ${projectId.value}: profile "${name}".`);
  const winner = fromEnvironment.credential?.source;
  if (winner !== undefined) say(`As long as ${winner} is set, it wins over the profile.`);
}

/** Reads the credential and tries it; one that was typed wrongly is asked for again. */
async function acceptedCredential(
  context: Context,
  login: LoginFlags,
  place: Omit<Settings, "credential">,
): Promise<ProfileCredential> {
  const isPiped = login.tokenStdin || login.secretKeyStdin;
  for (let attempt = 1; ; attempt += 1) {
    const credential = await readCredential(context, login);
    const { configs } = await context.client({ ...place, credential });
    try {
      await configs.list({ limit: 1 }, { signal: context.signal });
      return credential.value;
    } catch (error) {
      if (isPiped || attempt === mostAttempts || !(error instanceof AuthenticationError)) {
        throw error;
      }
      context.complain(failureLine("log in", error));
    }
  }
}

function withProfile(
  { byName, defaultName }: Profiles,
  name: string,
  profile: Profile,
  isDefault: boolean,
): Profiles {
  return {
    byName: new Map([...byName, [name, profile]]),
    defaultName: isDefault || defaultName === undefined ? name : defaultName,
  };
}

/** Before anything is asked or read. */
function checkFlags(context: Context, { tokenStdin, accessKey, secretKeyStdin }: LoginFlags) {
  if (tokenStdin && (accessKey !== undefined || secretKeyStdin)) {
    throw new UsageError("--token-stdin is for a token: leave out --access-key, or it");
  }
  if (secretKeyStdin && accessKey === undefined) {
    throw new UsageError("--secret-key-stdin needs --access-key KEY");
  }
  if (tokenStdin || secretKeyStdin || canAsk(context)) return;
  const way = accessKey === undefined ? "--token-stdin" : "--secret-key-stdin";
  throw new UsageError(`there is no terminal to ask on: give ${way}, and pipe it in`);
}

async function askServer(
  context: Context,
  former: Profile | undefined,
): Promise<Sourced<ProfileServer>> {
  const usual = former?.server ?? { baseUrl: defaultUrl };
  // What is piped in is the credential and nothing else.
  if (!canAsk(context)) return { value: usual, source: "the default" };
  const answer = await ask(context, `URL of the service [${addressOf(usual)}]: `);
  return { value: answer === "" ? usual : { baseUrl: answer }, source: "URL" };
}

async function askProject(context: Context, former: Profile | undefined): Promise<Sourced<string>> {
  const usual = former?.projectId;
  const answer = canAsk(context)
    ? await ask(context, `Project id${usual === undefined ? "" : ` [${usual}]`}: `)
    : "";
  const value = answer === "" ? usual : answer;
  if (value !== undefined) return { value, source: "project id" };
  throw new UsageError("the project is missing: give --project or set HOTSPOT_PROJECT_ID");
}

async function readCredential(
  context: Context,
  { tokenStdin, accessKey, secretKeyStdin }: LoginFlags,
): Promise<Sourced<ProfileCredential>> {
  const isPiped = tokenStdin || secretKeyStdin;
  const what = accessKey === undefined ? "token" : "secret key";
  const secret = isPiped
    ? (await text(context.streams.in)).trim()
    : await ask(context, `${what === "token" ? "Token" : "Secret key"} (not shown): `, {
        isHidden: true,
      });
  if (secret === "") throw new UsageError(`the ${what} is empty`);
  const value = accessKey === undefined ? { token: secret } : { accessKey, secretKey: secret };
  return { value, source: `the ${what}` };
}
