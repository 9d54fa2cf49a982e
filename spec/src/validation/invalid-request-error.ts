/** The parts of a request that the contract describes. */
export type Part = "path" | "query" | "header" | "body";

/** One thing that is wrong with a request. */
export interface Problem {
  readonly part: Part;
  /** Names and indices from the part to the wrong value; empty where the part itself is wrong. */
  readonly path: readonly string[];
  /** For the caller, as in `must be <= 100`. */
  readonly message: string;
}

/** Thrown for a request that breaks the contract. Its message is the contract's `error_msg`. */
export class InvalidRequestError extends Error {
  override readonly name = "InvalidRequestError";
  /** What is wrong, at least one thing. */
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(...problems: readonly [Problem, ...Problem[]]) {
    super(describeProblem(problems[0]));
    this.problems = problems;
  }
}

/** `non_migrate_users[3].user_name: must be string`; the name of the part where all of it is wrong. */
export function describeProblem({ part, path, message }: Problem): string {
  const field = path.reduce((before, name) => {
    if (/^\d+$/.test(name)) return `${before}[${name}]`;
    return before === "" ? name : `${before}.${name}`;
  }, "");
  return `${field || part}: ${message}`;
}
