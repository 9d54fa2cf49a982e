/** A command cannot do what it was asked; the message says why, to its caller. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** 1 where it failed, 2 where it was called wrongly. */
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
