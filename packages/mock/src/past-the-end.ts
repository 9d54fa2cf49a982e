import type { HttpRequest } from "./http-message.ts";
import type { Preferences } from "./mock.ts";

/**
 * Turns a request for a later page of configurations into one for the empty list: the mock has as
 * many as the contract's example, so that a client that reads page after page comes to an end.
 */
export function pastTheEnd(
  { target }: HttpRequest,
  operationId: string,
  wanted: Preferences,
): Preferences {
  const { searchParams } = new URL(target, "http://mock");
  const isFirst = Number(searchParams.get("offset") ?? "0") === 0;
  const isWanted = wanted.code !== undefined || wanted.example !== undefined || wanted.dynamic;
  if (operationId !== "ListHotspotSessionConfig" || isFirst || isWanted) return wanted;
  return { ...wanted, example: "no_configuration" };
}
