import type { HttpRequest } from "./http-message.ts";
import type { Preferences } from "./mock.ts";

/** The example of an empty page, by operation. */
const emptyPages: Readonly<Record<string, string>> = {
  ListHotspotSessionConfig: "no_configuration",
  ListNonMigrationUsers: "no_user",
};

/**
 * Turns a request for a later page of a list into one for an empty page: the mock has as many entries
 * as the contract's example, so that a client that reads page after page comes to an end.
 */
export function pastTheEnd(
  { target }: HttpRequest,
  operationId: string,
  wanted: Preferences,
): Preferences {
  const { searchParams } = new URL(target, "http://mock");
  const isFirst = Number(searchParams.get("offset") ?? "0") === 0;
  const isWanted = wanted.code !== undefined || wanted.example !== undefined || wanted.dynamic;
  const example = emptyPages[operationId];
  if (example === undefined || isFirst || isWanted) return wanted;
  return { ...wanted, example };
}
