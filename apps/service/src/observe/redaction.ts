import { secretPattern } from "../auth/token.ts";

/** Shorter secrets are not replaced: they are parts of ordinary words, and a gap in one would tell them. */
const shortest = 8;

/** Replaces a secret. */
const redacted = "[redacted]";

export type Redaction = ReturnType<typeof createRedaction>;

/** Removes secrets from output: the last step before it is written. */
export function createRedaction() {
  let forms: readonly string[] = [];
  return {
    /** Adds a secret to those that are removed, if it has 8 characters or more. */
    add(secret: string): void {
      if (secret.length < shortest) return;
      // The longest first: a form may begin with another one, and would be replaced in part.
      forms = [...new Set([...forms, ...formsOf(secret)])].toSorted((a, b) => b.length - a.length);
    },

    /** A text without the secrets, in any of their forms. */
    redact(text: string): string {
      let clean = text.replaceAll(secretPattern, redacted);
      for (const form of forms) clean = clean.replaceAll(form, redacted);
      return clean;
    },
  };
}

/** A secret as it is, within JSON, within a URL, and within base64. */
function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const escaped = encodeURIComponent(secret);
  return [
    secret,
    json,
    // A line of the log is JSON, in which what it logs may be JSON too.
    JSON.stringify(json).slice(1, -1),
    escaped,
    escaped.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    encodeURI(secret),
    ...[0, 1, 2].flatMap((before) => {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
      // Without the characters that depend on what stands before and after it.
      const [first, last] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
      return (["base64", "base64url"] as const).map((encoding) =>
        bytes.toString(encoding).slice(first, last),
      );
    }),
  ];
}
