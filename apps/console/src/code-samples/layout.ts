/** A piece of code: words, or a list in brackets that takes a line for each item where it is too long. */
export type Code = string | Bracketed;

interface Bracketed {
  readonly open: string;
  readonly items: readonly Code[];
  readonly close: string;
}

/** What differs between languages. */
export interface Style {
  readonly indent: string;
  /** After the last item, where each has a line. */
  readonly lastComma: "," | "";
  /** Inside brackets on one line. */
  readonly space: " " | "";
  /** How long a line may be. */
  readonly width: number;
}

/** A list in brackets. */
export function bracketed(open: string, items: readonly Code[], close: string): Bracketed {
  return { open, items, close };
}

/** The code with words in front of it. */
export function prefixed(words: string, code: Code): Code {
  return typeof code === "string" ? words + code : { ...code, open: words + code.open };
}

/** The text of the code, which begins in a line that is indented by `margin`. */
export function print(code: Code, style: Style, margin = ""): string {
  if (typeof code === "string") return code;
  const { open, items, close } = code;
  const flat = onOneLine(code, style);
  if (items.length === 0 || margin.length + flat.length <= style.width) return flat;
  const inner = margin + style.indent;
  const lines = items.map((item) => inner + print(item, style, inner));
  return `${open}\n${lines.join(",\n")}${style.lastComma}\n${margin}${close}`;
}

function onOneLine(code: Code, style: Style): string {
  if (typeof code === "string") return code;
  const { open, items, close } = code;
  if (items.length === 0) return open + close;
  const space = open.endsWith("{") ? style.space : "";
  return open + space + items.map((item) => onOneLine(item, style)).join(", ") + space + close;
}
