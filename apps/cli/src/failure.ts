import { HotspotError } from "@hotspot-session/client";

import { printable } from "./text.ts";

/** One line on what failed and what to do about it. */
export function failureLine(doing: string, error: unknown): string {
  if (!(error instanceof HotspotError)) {
    return printable(`cannot ${doing}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { status, error_msg, requestId } = error;
  const facts = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(requestId === undefined ? [] : [`request id ${requestId}`]),
  ];
  const details = facts.length === 0 ? "" : ` (${facts.join(", ")})`;
  return printable(`cannot ${doing}: ${error_msg}${details}. ${adviceOn(error)}`);
}

function adviceOn({ status, error_code }: HotspotError): string {
  if (status === undefined) return "Is the service running, and HOTSPOT_URL or --url right?";
  if (error_code === undefined) return "Check HOTSPOT_URL or --url.";
  switch (status) {
    case 400:
      return "Check the options; --help lists them.";
    case 401:
      return "Set HOTSPOT_TOKEN to a valid token.";
    case 403:
      return "Use a token of this project, or the project of this token.";
    case 404:
    case 405:
      return "Check HOTSPOT_URL or --url.";
    case 503:
      return "Try again in a moment.";
    default:
      return "Try again, and if it stays, report it with the request id.";
  }
}
