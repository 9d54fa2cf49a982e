import MiniSearch from "minisearch";

import { contract, operationLink, operations, schemaLink } from "./contract.ts";
import type { Section } from "./markdown.ts";
import type { Page } from "./pages.ts";
import { searchOptions, type SearchEntry } from "./search-entry.ts";

/** A page with its sections, as rendered. */
export interface Indexed {
  readonly page: Page;
  readonly sections: readonly Section[];
}

/** Everything that can be found: the sections of all pages, and the parts of the reference. */
export function searchEntries(pages: readonly Indexed[]): readonly SearchEntry[] {
  const texts = pages.flatMap(({ page, sections }) =>
    sections
      .filter(({ id, text }) => id !== "" || text.trim() !== "")
      .map(({ id, title, text }) => ({
        id: id === "" ? `${page.slug}.html` : `${page.slug}.html#${id}`,
        title: title === "" ? page.title : title,
        page: page.title,
        text: text.replaceAll(/\s+/g, " ").trim(),
      })),
  );
  const calls = operations.map(({ operationId, summary, description, method, path, names }) => ({
    id: operationLink(operationId),
    title: `${summary} (${operationId})`,
    page: "API",
    text: `${method} ${path} ${plain(description)} ${names.join(" ")}`,
  }));
  const schemas = Object.entries(contract.components.schemas).map(([name, schema]) => ({
    id: schemaLink(name),
    title: name,
    page: "API",
    text: `${plain(schema.description)} ${"properties" in schema ? Object.keys(schema.properties).join(" ") : ""}`,
  }));
  return [...texts, ...calls, ...schemas];
}

/** The index as the script that the search of a page loads once it is opened. */
export function searchScript(entries: readonly SearchEntry[]): string {
  const index = new MiniSearch<SearchEntry>(searchOptions);
  index.addAll([...entries]);
  return `globalThis.hotspotSearchIndex = ${JSON.stringify(JSON.stringify(index))};\n`;
}

const plain = (markdown: string) =>
  markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)|[`*]/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
