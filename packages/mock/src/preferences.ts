import type { Operation } from "@hotspot-session/spec/validation";

import { responsesOf } from "./contract.ts";
import type { Preferences } from "./mock.ts";
import type { Finding } from "./violation.ts";

/** The `Prefer` header that asks for this. */
export function preferHeader({ code, example, dynamic }: Preferences): string {
  return [
    ...(code === undefined ? [] : [`code=${code}`]),
    ...(example === undefined ? [] : [`example=${example}`]),
    ...(dynamic === undefined ? [] : [`dynamic=${dynamic}`]),
  ].join(", ");
}

/**
 * Reads a `Prefer` header, and finds what the operation does not have: Prism would silently answer
 * with something else. Other preferences are ignored.
 */
export function readPreferences(
  header: string | undefined,
  operation: Operation,
): { readonly preferences: Preferences; readonly violations: readonly Finding[] } {
  const wanted = new Map(
    (header ?? "").split(/[,;]/).map((part) => {
      const [name = "", ...value] = part.split("=");
      return [
        name.trim().toLowerCase(),
        value
          .join("=")
          .trim()
          .replace(/^"(.*)"$/, "$1"),
      ] as const;
    }),
  );
  const code = wanted.get("code");
  const example = wanted.get("example");
  const dynamic = wanted.get("dynamic");
  const violations = [
    ...checkCode(code, operation),
    ...checkExample(example, code ?? "200", operation),
    ...(dynamic === undefined || dynamic === "true" || dynamic === "false"
      ? []
      : [violation(`dynamic=${dynamic} is neither true nor false`)]),
  ];
  return {
    preferences: {
      ...(code !== undefined && { code: Number(code) }),
      ...(example !== undefined && { example }),
      dynamic: dynamic === "true",
    },
    violations,
  };
}

function checkCode(code: string | undefined, operation: Operation): Finding[] {
  const codes = [...responsesOf(operation).keys()];
  if (code === undefined || codes.includes(code)) return [];
  return [violation(`code=${code} is no status of ${operation.id}; it has ${codes.join(", ")}`)];
}

function checkExample(
  example: string | undefined,
  status: string,
  operation: Operation,
): Finding[] {
  const examples = responsesOf(operation).get(status);
  if (example === undefined || examples === undefined || examples.includes(example)) return [];
  const choice = examples.length === 0 ? "it has none" : `it has ${examples.join(", ")}`;
  return [
    violation(
      `example=${example} is no example of ${operation.id} for status ${status}; ${choice}`,
    ),
  ];
}

function violation(message: string): Finding {
  return { location: "request.header.prefer", message, severity: "error" };
}
