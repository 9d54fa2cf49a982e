import { pathTemplate } from "./router.ts";

/** One way in which a request, or its answer, breaks the contract. */
export interface Violation {
  /** The method of the request, in capitals. */
  readonly method: string;
  /** The path of the request with its query, as it was sent. */
  readonly path: string;
  /**
   * Where, from the outside in: `request.query.limit`, `request.body.non_migrate_users.0.user_id`,
   * `response.header.x-request-id`, or only `request` or `response`.
   */
  readonly location: string;
  /** What is wrong: of a request in the words of the service, of an answer in those of Prism. */
  readonly message: string;
  /** How Prism rates it. A warning is a violation as well: an undeclared error status is only one. */
  readonly severity: "error" | "warning" | "information" | "hint";
}

/** A {@link Violation} without its request. */
export type Finding = Omit<Violation, "method" | "path">;

/**
 * Thrown where a request or its answer broke the contract. The message shows the first of the
 * violations of one operation that are alike, and their number.
 */
export class ContractViolationError extends Error {
  override readonly name = "ContractViolationError";
  readonly violations: readonly Violation[];

  constructor(violations: readonly Violation[], options?: ErrorOptions) {
    super(describeViolations(violations), options);
    this.violations = violations;
  }
}

/** Violations that differ only in their requests: a faulty server repeats them in every answer. */
interface Alike {
  readonly first: Violation;
  more: number;
}

function describeViolations(violations: readonly Violation[]): string {
  const groups = new Map<string, Alike>();
  for (const violation of violations) {
    const { method, path, location, message } = violation;
    const key = JSON.stringify([method, pathTemplate(path), location, message]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: violation, more: 0 });
    else group.more += 1;
  }
  const lines: string[] = [];
  let described = "";
  for (const { first, more } of groups.values()) {
    const request = printable(`${first.method} ${first.path}`);
    if (request !== described) lines.push(`${request} breaks the contract:`);
    described = request;
    const others = more === 0 ? "" : ` (and ${more.toLocaleString("en")} more like it)`;
    lines.push(describeFinding(first) + others);
  }
  return lines.join("\n");
}

/** A check that failed itself must not look like a valid exchange. */
export const unchecked = (error: unknown): Finding => ({
  location: "request",
  message: `Prism could not check this (${messageOf(error)})`,
  severity: "error",
});

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** One indented line that says where and what. */
export function describeFinding({ location, message }: Finding): string {
  return `  ${printable(location)}: ${printable(message)}`;
}

/** Text from a request or an answer, without characters that a terminal would obey. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
