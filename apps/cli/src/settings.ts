import { createHotspotClient, type HotspotClient } from "@hotspot-session/client";

/** Where settings come from when no flag gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The flags of every command that calls the service. */
export interface ConnectionFlags {
  readonly url?: string;
  readonly projectId?: string;
}

/** A setting is missing or wrong. The message names each, one after the other. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

export const defaultUrl = "http://127.0.0.1:8080";

/** The setting of each option of the client. */
const sources = new Map([
  ["baseUrl", "--url or HOTSPOT_URL"],
  ["projectId", "--project-id or HOTSPOT_PROJECT_ID"],
  ["token", "HOTSPOT_TOKEN"],
]);

/**
 * The client that flags and environment ask for. A flag wins over its variable; an empty variable
 * is no setting. The token has no flag: other users of the machine can read command lines.
 *
 * @throws SettingsError if a setting is missing or wrong
 */
export function connect(flags: ConnectionFlags, environment: Environment): HotspotClient {
  const baseUrl = flags.url ?? (environment["HOTSPOT_URL"] || defaultUrl);
  const projectId = flags.projectId ?? (environment["HOTSPOT_PROJECT_ID"] || undefined);
  const token = environment["HOTSPOT_TOKEN"] || undefined;
  if (projectId === undefined || token === undefined) {
    const missing = [
      ...(projectId === undefined
        ? ["the project: give --project-id or set HOTSPOT_PROJECT_ID"]
        : []),
      ...(token === undefined ? ["the token: set HOTSPOT_TOKEN"] : []),
    ];
    throw new SettingsError(`missing ${missing.join("; and ")}`);
  }
  try {
    return createHotspotClient({ baseUrl, projectId, token });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new SettingsError(inOurWords(error.message), { cause: error });
  }
}

/** The client names its option at the start of the message; people know the setting. */
function inOurWords(message: string): string {
  const [option = "", ...rest] = message.split(": ");
  return [sources.get(option) ?? option, ...rest].join(": ");
}
