import { HotspotError } from "@hotspot-session/client";

/** What the process ends with. Scripts branch on these: a number never changes its meaning. */
export const exitCode = {
  done: 0,
  failed: 1,
  /** The command line or a setting is wrong; nothing was sent. */
  usage: 2,
  /** Not authenticated, or not allowed. */
  refused: 3,
  notFound: 4,
  /** The service, the network or something between us failed. */
  unavailable: 5,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The exit code for a command that failed with this. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof HotspotError)) return exitCode.failed;
  const { status } = error;
  if (status === 401 || status === 403) return exitCode.refused;
  if (status === 404) return exitCode.notFound;
  // A success or a redirect that fails came from something else than the service.
  const isRequestAtFault = status !== undefined && status >= 400 && status < 500 && status !== 429;
  return isRequestAtFault ? exitCode.failed : exitCode.unavailable;
}
