import MarkdownIt from "markdown-it";

import { escapeHtml, highlight } from "./highlight.ts";

/** A part of a page that a reader can be sent to. */
export interface Section {
  /** The fragment; empty for what stands above the first heading. */
  readonly id: string;
  readonly level: number;
  readonly title: string;
  /** Without markup, for the search. */
  readonly text: string;
}

export interface Rendered {
  readonly html: string;
  readonly sections: readonly Section[];
}

/** The fragment of a heading, in the manner of GitHub, so that links made for it work here too. */
export const slugOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

/** A block of code with its language above it, which the page gives a button to copy it. */
export function codeBlock(code: string, language: string, label?: string): string {
  const caption = label === undefined ? "" : `<p class="label">${escapeHtml(label)}</p>`;
  const text = highlight(code.replace(/\n$/, ""), language);
  return `<div class="code">${caption}<pre tabindex="0"><code>${text}</code></pre></div>\n`;
}

const markdown = new MarkdownIt({ html: true, typographer: false });

markdown.renderer.rules["fence"] = (tokens, index) => {
  const { content = "", info = "" } = tokens[index] ?? {};
  return codeBlock(content, info.split(" ")[0] ?? "");
};
// A table that is wider than the page scrolls by itself, and by the keyboard.
markdown.renderer.rules["table_open"] = () => '<div class="table" tabindex="0"><table>\n';
markdown.renderer.rules["table_close"] = () => "</table></div>\n";

/** Markdown as HTML. Headings get fragments, and `<a id="x"></a>` before a heading names its own. */
export function render(source: string): Rendered {
  const named = source.replaceAll(
    /^<a id="([\w-]+)"><\/a>\n+(#{2,4} .+)$/gm,
    (_, id: string, heading: string) => `${heading} {#${id}}`,
  );
  const tokens = markdown.parse(named, {});
  const sections: { id: string; level: number; title: string; text: string }[] = [];
  let section = { id: "", level: 1, title: "", text: "" };
  sections.push(section);

  for (const [index, token] of tokens.entries()) {
    const inline = tokens[index + 1];
    if (token.type === "heading_open" && inline?.type === "inline") {
      const [, given] = / \{#([\w-]+)\}$/.exec(inline.content) ?? [];
      if (given !== undefined) {
        const last = inline.children?.at(-1);
        if (last !== undefined) last.content = last.content.replace(/ \{#[\w-]+\}$/, "");
      }
      const title = textOf(inline.children ?? []);
      const level = Number(token.tag.slice(1));
      if (level === 1) continue;
      const id = unique(given ?? slugOf(title), sections);
      token.attrSet("id", id);
      section = { id, level, title, text: "" };
      sections.push(section);
      const mark = `<a class="anchor" href="#${id}" aria-label="Link to ${escapeHtml(title)}">#</a>`;
      const after = tokens[index + 2];
      if (after !== undefined) after.meta = { mark };
    } else if (token.type === "inline" && tokens[index - 1]?.type !== "heading_open") {
      section.text += `${textOf(token.children ?? [])} `;
    } else if (token.type === "fence") {
      section.text += `${token.content} `;
    }
  }
  return { html: markdown.renderer.render(tokens, markdown.options, {}), sections };
}

markdown.renderer.rules["heading_close"] = (tokens, index) => {
  const { tag = "h2", meta } = tokens[index] ?? {};
  return `${typeof meta?.["mark"] === "string" ? meta["mark"] : ""}</${tag}>\n`;
};

function textOf(tokens: readonly { type: string; content: string }[]): string {
  return tokens
    .map(({ type, content }) =>
      type === "text" || type === "code_inline" ? content : type === "softbreak" ? " " : "",
    )
    .join("")
    .trim();
}

function unique(id: string, sections: readonly Section[]): string {
  let candidate = id;
  for (let n = 1; sections.some((section) => section.id === candidate); n += 1) {
    candidate = `${id}-${n}`;
  }
  return candidate;
}
