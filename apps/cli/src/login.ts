import { text } from "node:stream/consumers";

import type { Context } from "./context.ts";
import { ask, canAsk } from "./prompt.ts";
import { connect } from "./settings/connect.ts";
import { environmentLayer } from "./settings/environment.ts";
import type { Sourced } from "./settings/layer.ts";
import type { Credential, Profile, Profiles, Server } from "./settings/profile.ts";
import { profileFile, readProfiles, writeProfiles } from "./settings/profile-file.ts";
import { addressOf, defaultUrl, flagLayer, profileName } from "./settings/settings.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line says of the credential and its profile. */
interface LoginFlags {
  readonly isTokenPiped: boolean;
  readonly accessKey: string | undefined;
  readonly isSecretKeyPiped: boolean;
  readonly isDefault: boolean;
}

/**
 * Asks for what is missing, tries it, and stores it.
 *
 * @throws UsageError if something is missing and there is nobody to ask
 */
export async function logIn(context: Context, login: LoginFlags): Promise<void> {
  const { environment, flags, say, signal } = context;
  checkFlags(context, login);
  const file = profileFile(environment);
  const profiles = await readProfiles(file);
  const name = profileName(flags, environment)?.value ?? profiles.defaultName ?? "default";
  const former = profiles.byName.get(name);
  const [fromFlags, fromEnvironment] = [flagLayer(flags), environmentLayer(environment)];

  const server = fromFlags.server ?? fromEnvironment.server ?? (await askServer(context, former));
  const projectId =
    fromFlags.projectId ?? fromEnvironment.projectId ?? (await askProject(context, former));
  const credential = await readCredential(context, login);
  const { configs } = connect({
    server,
    projectId,
    credential,
    profile: undefined,
    withheld: undefined,
  });
  await configs.list({ limit: 1 }, { signal });

  const profile = {
    server: server.value,
    projectId: projectId.value,
    credential: credential.value,
  };
  await writeProfiles(file, withProfile(profiles, name, profile, login.isDefault));
  say(`Logged in to ${addressOf(server.value)}, project ${projectId.value}: profile "${name}".`);
  const winner = fromEnvironment.credential?.source;
  if (winner !== undefined) say(`As long as ${winner} is set, it wins over the profile.`);
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
function checkFlags(context: Context, { isTokenPiped, accessKey, isSecretKeyPiped }: LoginFlags) {
  if (isTokenPiped && (accessKey !== undefined || isSecretKeyPiped)) {
    throw new UsageError("--token-stdin is for a token: leave out --access-key, or it");
  }
  if (isSecretKeyPiped && accessKey === undefined) {
    throw new UsageError("--secret-key-stdin needs --access-key KEY");
  }
  if (isTokenPiped || isSecretKeyPiped || canAsk(context)) return;
  const way = accessKey === undefined ? "--token-stdin" : "--secret-key-stdin";
  throw new UsageError(`there is no terminal to ask on: give ${way}, and pipe it in`);
}

async function askServer(context: Context, former: Profile | undefined): Promise<Sourced<Server>> {
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
  { isTokenPiped, accessKey, isSecretKeyPiped }: LoginFlags,
): Promise<Sourced<Credential>> {
  const isPiped = isTokenPiped || isSecretKeyPiped;
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
