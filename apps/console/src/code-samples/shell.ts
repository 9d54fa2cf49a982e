import { escapeInvisible } from "./visible.ts";

/**
 * A word of a command line for any POSIX shell that stands for exactly this text, with what cannot
 * be seen as octal bytes. Line feeds stay: quotes keep them, and a substitution would drop the last.
 */
export function word(text: string): string {
  // At the beginning, zsh expands an equals sign.
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text)) return text;
  const quoted = `'${text.replaceAll("'", `'\\''`)}'`;
  return escapeInvisible(quoted, (codePoint) =>
    codePoint === 0x0a ? "\n" : `'"$(printf '${octal(codePoint)}')"'`,
  );
}

function octal(codePoint: number): string {
  return Array.from(
    new TextEncoder().encode(String.fromCodePoint(codePoint)),
    (byte) => `\\${byte.toString(8).padStart(3, "0")}`,
  ).join("");
}

/** An option with its value, which by itself would be another option if it begins with a dash. */
export function option(name: string, text: string): string {
  return `${name}${text.startsWith("-") ? "=" : " "}${word(text)}`;
}

/** A command, a line for each part. */
export function command(...parts: readonly string[]): string {
  return parts.join(" \\\n  ");
}
