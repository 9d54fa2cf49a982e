import { bundledLanguages } from "shiki";
import { createHighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

/** What the style sheet has a colour for, and the grammars' names for it; later ones win. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  comment: ["comment", "punctuation.definition.comment"],
  keyword: ["keyword", "storage", "variable.language"],
  plain: ["keyword.operator", "string.unquoted.argument.shell", "meta.brace"],
  string: ["string.quoted", "string.template", "string.unquoted.heredoc"],
  constant: ["constant", "variable.other.normal.shell", "variable.other.constant"],
  name: ["constant.other.option", "support.type.property-name"],
  function: ["entity.name.function", "entity.name.command", "support.function"],
};

/** A theme's colours are no more than numbers here: each stands for the kind of that place. */
const colourOf = (place: number) =>
  `#0000${(place + 1).toString(16).padStart(2, "0").toUpperCase()}`;
const kindOf = new Map(Object.keys(kinds).map((kind, place) => [colourOf(place), kind]));

const highlighter = await createHighlighterCore({
  engine: createJavaScriptRegexEngine(),
  themes: [
    {
      name: "site",
      settings: [
        { settings: { foreground: "#000000" } },
        ...Object.values(kinds).map((scope, place) => ({
          scope: [...scope],
          settings: { foreground: colourOf(place) },
        })),
      ],
    },
  ],
  langs: [bundledLanguages.json, bundledLanguages.shellscript, bundledLanguages.typescript],
});

const languages: Readonly<Record<string, string>> = {
  json: "json",
  sh: "shellscript",
  ts: "typescript",
};

export const escapeHtml = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/**
 * Code as HTML, its tokens in spans of a class, such as `token-keyword`. No style attributes: the
 * pages' policy allows none.
 */
export function highlight(code: string, language: string): string {
  const lang = languages[language];
  if (lang === undefined) return escapeHtml(code);
  const { tokens } = highlighter.codeToTokens(code, { lang, theme: "site" });
  return tokens
    .map((line) =>
      line
        .map(({ content, color = "" }) => {
          const kind = kindOf.get(color.toUpperCase()) ?? "plain";
          const text = escapeHtml(content);
          return kind === "plain" ? text : `<span class="token-${kind}">${text}</span>`;
        })
        .join(""),
    )
    .join("\n");
}
