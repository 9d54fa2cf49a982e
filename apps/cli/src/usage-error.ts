/**
 * The command line or a setting is wrong, and nothing was sent: exit code 2. The message names what
 * is wrong and says what to do.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
