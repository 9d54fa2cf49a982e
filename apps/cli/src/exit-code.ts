/** What the process ends with. Scripts branch on these: a number never changes its meaning. */
export const exitCode = {
  done: 0,
  failed: 1,
  /** The command line or a setting is wrong; nothing was sent. */
  usage: 2,
  /** The project is not what the file says. With `--check`, usage is {@link exitCode.failed}. */
  differs: 2,
  /** Not authenticated, or not allowed. */
  refused: 3,
  notFound: 4,
  /** The service, the network or something between us failed. */
  unavailable: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** What each means, for help and pages. */
export const exitCodeMeanings: ReadonlyMap<ExitCode, string> = new Map([
  [exitCode.done, "done; also where there is nothing to list"],
  [exitCode.failed, "failed, for instance because the service found a value out of range"],
  [
    exitCode.usage,
    "usage: the command line or a setting is wrong, and nothing was sent; with --check: the project differs, and usage is 1",
  ],
  [exitCode.refused, "not authenticated, or not allowed"],
  [exitCode.notFound, "not found"],
  [exitCode.unavailable, "the server or the network failed"],
  [exitCode.interrupted, "interrupted by Ctrl-C"],
]);
