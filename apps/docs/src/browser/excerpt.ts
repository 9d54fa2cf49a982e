const width = 140;

/** The part of a text around the first of the terms, cut at words. */
export function excerpt(text: string, terms: readonly string[]): string {
  const lower = text.toLowerCase();
  const places = terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0);
  const first = places.length === 0 ? 0 : Math.min(...places);
  const start = first < width / 2 ? 0 : lower.indexOf(" ", first - width / 2) + 1;
  const end = start + width >= text.length ? text.length : text.lastIndexOf(" ", start + width);
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/** A text with the terms in it marked. */
export function marked(text: string, terms: readonly string[]): readonly (Node | string)[] {
  if (terms.length === 0) return [text];
  const words = terms.map((term) => term.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return text.split(new RegExp(`(${words.join("|")})`, "i")).map((part, index) => {
    if (index % 2 === 0) return part;
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
}
