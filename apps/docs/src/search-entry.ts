import type { Options } from "minisearch";

/** What can be found: a place in a page. The index is made at build time and asked in the page. */
export interface SearchEntry {
  /** Where it is, from any page of the site. */
  readonly id: string;
  readonly title: string;
  readonly page: string;
  readonly text: string;
}

/** The same for making the index and for reading it: else it would find other words. */
export const searchOptions = {
  fields: ["title", "page", "text"],
  storeFields: ["title", "page", "text"],
  searchOptions: {
    boost: { title: 4, page: 2 },
    prefix: true,
    fuzzy: (term: string) => (term.length > 4 ? 0.2 : false),
    combineWith: "AND",
    // How to do a thing comes before why it is so.
    boostDocument: (id: unknown) =>
      /^(changelog|decisions|mock|security)\.html/.test(String(id)) ? 0.5 : 1,
  },
} satisfies Options<SearchEntry>;
