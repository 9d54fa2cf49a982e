import { HotspotError } from "@hotspot-session/client";

import { exitCode, type ExitCode } from "./exit-code.ts";
import { messageOf } from "./text.ts";

/** A command failed for a reason other than a call. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly exitCode: ExitCode;

  /** @param message what failed and what to do, to be read after `cannot DOING:` */
  constructor(code: ExitCode, message: string) {
    super(message);
    this.exitCode = code;
  }
}

/** Reads once more what was changed: `what` is its name. */
export async function readAgain<Result>(what: string, read: Promise<Result>): Promise<Result> {
  return read.catch((error: unknown) => {
    const message = `all changes were made, but ${what} could not be read again: ${messageOf(error)}`;
    throw new Failure(exitCodeOf(error), message);
  });
}

/** One line on what failed and what to do about it. */
export function failureLine(doing: string, error: unknown): string {
  if (!(error instanceof HotspotError)) {
    return `cannot ${doing}: ${messageOf(error)}`;
  }
  return `cannot ${doing}: ${reasonOf(error)}. ${adviceOn(error)}`;
}

/** The fields of the API, and what says them on the command line. */
const optionOf: ReadonlyMap<string, string> = new Map([
  ["hotspot_session_migration_enable", "--migration"],
  ["hotspot_exit_session_num", "--exit-sessions"],
  ["user_name", "--name"],
  ["limit", "--limit"],
  ["offset", "--offset"],
  ["project_id", "--project"],
  ["config_id", "CONFIG"],
]);

/** One line on what Ctrl-C ended, and whether anything was changed all the same. */
export function interruptionLine(doing: string, error: unknown): string {
  return `interrupted: could not ${doing} to the end. ${whatIsChanged(error)}`;
}

function whatIsChanged(error: unknown): string {
  if (error instanceof Failure) return error.message;
  if (!(error instanceof HotspotError) || !error.uncertain) return "Nothing was changed.";
  return error.operation === "CreateHotspotSessionConfig"
    ? mayBeCreated
    : "It may be done all the same.";
}

const mayBeCreated =
  "It may be created all the same: see hotspot config list before you try again.";

/** Why a call failed, with its status and request id. */
function reasonOf({ status, error_msg, requestId }: HotspotError): string {
  const reason = error_msg.replace(/^\w+(?=: )/, (field) => optionOf.get(field) ?? field);
  const facts = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(requestId === undefined ? [] : [`request id ${requestId}`]),
  ];
  return facts.length === 0 ? reason : `${reason} (${facts.join(", ")})`;
}

/** The exit code for a command that failed with this; a UsageError is for the program. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof Failure) return error.exitCode;
  if (!(error instanceof HotspotError)) return exitCode.failed;
  return error.kind === "Authentication" && error.status === undefined
    ? exitCode.refused
    : exitCodeOfStatus(error.status);
}

/** The exit code for an answer of this status that is not what was asked for. */
export function exitCodeOfStatus(status: number | undefined): ExitCode {
  if (status === 401 || status === 403) return exitCode.refused;
  if (status === 404) return exitCode.notFound;
  // A success or a redirect that fails came from something else than the service.
  const isRequestAtFault = status !== undefined && status >= 400 && status < 500 && status !== 429;
  return isRequestAtFault ? exitCode.failed : exitCode.unavailable;
}

/** What to do about a call that failed. */
function adviceOn(error: HotspotError): string {
  const { status, error_code, operation, uncertain } = error;
  if (operation === "CreateHotspotSessionConfig" && uncertain) return mayBeCreated;
  if (status === undefined) return "Is the service running, and its URL right? See hotspot whoami.";
  if (error_code === undefined) return "Is its URL right? See hotspot whoami.";
  return adviceOnStatus(status, operation !== "ListHotspotSessionConfig");
}

/** What to do where the service answers with this status. */
export function adviceOnStatus(status: number, isOfOneConfig: boolean): string {
  switch (status) {
    case 400:
      return "Check what you gave; --help says more.";
    case 401:
      return "Give a valid token: by hotspot login, or in HOTSPOT_TOKEN.";
    case 403:
      return "Use credentials of this project that may do this; hotspot whoami shows which are in use.";
    case 404:
      return isOfOneConfig
        ? "hotspot config list shows those there are."
        : "Check the URL: hotspot whoami shows it.";
    case 405:
      return "Check the URL: hotspot whoami shows it.";
    case 503:
      return "Try again in a moment.";
    default:
      return "Try again, and if it stays, report it with the request id.";
  }
}
