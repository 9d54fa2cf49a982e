import type { Operation, Preferences } from "./prism.ts";
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
 * What a `Prefer` header asks for, and what of it the operation does not have. Prism itself would
 * silently answer with something else. Preferences of other kinds are none of ours.
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
    ...checkExample(example, code, operation),
    ...(dynamic === undefined || dynamic === "true" || dynamic === "false"
      ? []
      : [mistake(`dynamic=${dynamic} is neither true nor false`)]),
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

function checkCode(code: string | undefined, { iid, responses }: Operation): Finding[] {
  const codes = responses.map((response) => response.code);
  if (code === undefined || codes.includes(code)) return [];
  return [mistake(`code=${code} is no status of ${iid}; it has ${codes.join(", ")}`)];
}

function checkExample(
  example: string | undefined,
  code: string | undefined,
  { iid, responses }: Operation,
): Finding[] {
  const status = code ?? responses.find((response) => response.code.startsWith("2"))?.code;
  const response = responses.find((candidate) => candidate.code === status);
  if (example === undefined || response === undefined) return [];
  const examples = (response.contents ?? []).flatMap((content) =>
    (content.examples ?? []).map(({ key }) => key),
  );
  if (examples.includes(example)) return [];
  const choice = examples.length === 0 ? "it has none" : `it has ${examples.join(", ")}`;
  return [mistake(`example=${example} is no example of ${iid} for status ${status}; ${choice}`)];
}

function mistake(message: string): Finding {
  return { location: "request.header.prefer", message, severity: "error" };
}
