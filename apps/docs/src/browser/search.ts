import MiniSearch, { type SearchResult } from "minisearch";

import { searchOptions, type SearchEntry } from "../search-entry.ts";
import { excerpt, marked } from "./excerpt.ts";

const shownAtMost = 12;

/** Loads the index when it is first asked for. By a script: pages opened from a disk may not fetch. */
let index: Promise<MiniSearch<SearchEntry>> | undefined;
function loadIndex(): Promise<MiniSearch<SearchEntry>> {
  index ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "assets/search-index.js";
    script.addEventListener("error", () => reject(new Error("the search index did not load")));
    script.addEventListener("load", () => {
      const json: unknown = Reflect.get(globalThis, "hotspotSearchIndex");
      resolve(MiniSearch.loadJSON<SearchEntry>(String(json), searchOptions));
    });
    document.head.append(script);
  });
  return index;
}

/** The search of all pages: opened by its button, `/` or Ctrl-K. */
export function addSearch(): void {
  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-label", "Search");
  dialog.innerHTML = `<input type="text" enterkeyhint="search" role="combobox" aria-expanded="true" aria-controls="found"
    aria-autocomplete="list" aria-label="Search all pages" placeholder="Search all pages"
    autocomplete="off" spellcheck="false"><div id="found" class="found" role="listbox" aria-label="Found"></div>
    <p class="hint" role="status"></p>`;
  document.body.append(dialog);
  const input = dialog.querySelector("input");
  const list = dialog.querySelector<HTMLElement>(".found");
  const hint = dialog.querySelector("p");
  if (input === null || list === null || hint === null) return;

  const options = () => [...list.querySelectorAll<HTMLElement>("[role=option]")];
  const select = (at: number) => {
    for (const [number, option] of options().entries()) {
      option.setAttribute("aria-selected", String(number === at));
      if (number !== at) continue;
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    }
  };
  const selected = () =>
    options().findIndex((option) => option.getAttribute("aria-selected") === "true");

  const show = async () => {
    const words = input.value.trim();
    const results = words === "" ? [] : (await loadIndex()).search(words);
    if (words !== input.value.trim()) return;
    list.replaceChildren(...results.slice(0, shownAtMost).map(item));
    input.removeAttribute("aria-activedescendant");
    hint.textContent =
      words === ""
        ? "Words of a page, or the name of an operation, a field or a setting."
        : results.length === 0
          ? `Nothing has ${words} in it.`
          : "";
    select(0);
  };

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    void loadIndex();
    void show();
  };
  input.addEventListener("input", () => void show());
  list.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" && count > 0) select((selected() + 1) % count);
    else if (event.key === "ArrowUp" && count > 0) select((selected() - 1 + count) % count);
    else if (event.key === "Enter") options()[selected()]?.click();
    else return;
    event.preventDefault();
  });
  document.querySelector(".search-button")?.addEventListener("click", open);
  addEventListener(
    "keydown",
    (event) => {
      const isTyping =
        event.target instanceof Element &&
        event.target.closest("input, textarea, select, [contenteditable]") !== null;
      const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if (!isShortcut && (event.key !== "/" || isTyping)) return;
      event.preventDefault();
      // Redoc has a search of its own, which knows of the reference only.
      event.stopImmediatePropagation();
      open();
    },
    { capture: true },
  );
}

function item(result: SearchResult, number: number): HTMLElement {
  const { id, title, page, text, terms } = {
    id: String(result.id),
    title: String(result["title"]),
    page: String(result["page"]),
    text: String(result["text"]),
    terms: result.terms,
  };
  const option = document.createElement("a");
  option.id = `found-${number}`;
  option.setAttribute("role", "option");
  option.href = id;
  option.tabIndex = -1;
  const heading = document.createElement("strong");
  heading.append(...marked(title, terms));
  const place = document.createElement("small");
  place.textContent = page;
  const words = document.createElement("span");
  words.append(...marked(excerpt(text, terms), terms));
  option.append(place, heading, words);
  return option;
}
