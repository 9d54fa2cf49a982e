import { type AnyHotspotError, isHotspotError } from "@hotspot-session/client";

const elsewhere =
  "What answers at the address in the settings is not this API. Tell the person to check HOTSPOT_URL; do not call again.";

/** What an assistant should do about each error of the client. */
const advice: Readonly<Record<AnyHotspotError["kind"], string>> = {
  BadRequest: "Correct the argument that is named, and call again.",
  Authentication:
    "The credentials in the settings of this server are not valid. Tell the person to renew them; do not call again.",
  PermissionDenied:
    "The credentials in the settings of this server may not do this. Tell the person; do not call again.",
  NotFound: "ListHotspotSessionConfig has the ids of all configurations.",
  MethodNotAllowed: elsewhere,
  UnexpectedAnswer: elsewhere,
  InternalServer: "The service failed. Tell the person, with the request id.",
  ServiceUnavailable: "Wait, then call again.",
  Connection: "The service was not reached. Tell the person to check HOTSPOT_URL and the network.",
  Timeout: "The service did not answer in time. Call again once; then tell the person.",
  Aborted: "The call was cancelled.",
  Bulk: "Not all users were changed.",
};

/**
 * Why a call failed, in the words of the service with its request id, and what to do.
 *
 * @throws the error itself where it is not one of the client
 */
export function describeFailure(error: unknown): string {
  if (!isHotspotError(error)) throw error;
  const failed = error.kind === "Bulk" && isHotspotError(error.cause) ? error.cause : error;
  const { kind, message, uncertain, retryAfter } = failed;
  return [
    message,
    advice[kind],
    ...(retryAfter === undefined ? [] : [`Wait ${Math.ceil(retryAfter / 1000)} s.`]),
    ...(uncertain ? ["It may have been carried out: read the current state first."] : []),
  ].join("\n");
}
