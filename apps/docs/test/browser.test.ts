import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { contract } from "../src/contract.ts";
import {
  desktop,
  hydrated,
  picture,
  picturesWanted,
  type Reader,
  startReader,
  type Tab,
} from "./browser.ts";
import { built, pages } from "./built-site.ts";

let reader: Reader;
let tab: Tab;
let page: Page;
beforeAll(async () => {
  reader = await startReader();
  ({ tab } = reader);
  ({ page } = tab);
});
afterAll(() => reader[Symbol.asyncDispose]());

const phone = { width: 360, height: 800 };

/** Opens a page, where it is not open already. */
async function goTo(name: string): Promise<void> {
  const address = `${reader.address}${name}`;
  if (page.url() !== address) await page.goto(address);
}

async function chooseTheme(theme: "auto" | "dark" | "light"): Promise<void> {
  await page.locator("header").getByLabel("Select theme").selectOption(theme);
}

/** How many pixels the page can be scrolled sideways. */
const horizontalOverflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What the open page loaded from elsewhere, and its errors and warnings. */
const takeFaults = () => [
  ...tab.problems.splice(0),
  ...tab.requests.splice(0).filter((url) => !url.startsWith(reader.address)),
];

const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** What of WCAG 2.2 AA axe finds broken, a line each; Redoc's own part is left out. */
async function accessibilityViolations(rules: readonly string[] = []): Promise<readonly string[]> {
  // Code that is wider than its box can be reached by the keyboard once a script has seen it.
  await page.waitForFunction(() =>
    [...document.querySelectorAll("pre:not(#redoc *)")].every(
      (pre) => pre.scrollWidth <= pre.clientWidth || pre.hasAttribute("tabindex"),
    ),
  );
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  return await page.evaluate(async (only) => {
    const run: typeof axe.run = Reflect.get(globalThis, "axe").run;
    const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const options: axe.RunOptions = {
      runOnly: only.length > 0 ? [...only] : wcag,
      // The button of the search shows its key beside its name.
      rules: { "label-content-name-mismatch": { enabled: false } },
      // What passes is not described.
      resultTypes: ["violations"],
    };
    const { violations } = await run({ exclude: ["#redoc"] }, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary}`),
    );
  }, rules);
}

const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** Takes pictures of the page that is open, for people to look at: dark, light and on a phone. */
async function pictures(name: string): Promise<void> {
  if (!picturesWanted) return;
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await picture(page, `${name}-light`);
  await page.setViewportSize(phone);
  await picture(page, `${name}-phone`);
  await page.setViewportSize(desktop);
}

/** A page of each kind. */
const kinds = ["404", "create-hotspot-session-config", "errors", "index", "mcp"];
/** These have everything that is coloured: notes, code, tabs and tables. */
const coloured = ["create-hotspot-session-config", "errors"];
it("there is a page of each kind", () => {
  expect(pages).toEqual(expect.arrayContaining(kinds.map((kind) => `${kind}.html`)));
});

// The reference, which is larger than all others together, has its own tests below.
describe.each(pages.filter((name) => name !== "reference.html"))("%s", (name) => {
  it("fits a phone and loads from the site alone", async () => {
    await page.setViewportSize(phone);
    await goTo(name);
    expect(await horizontalOverflow()).toBe(0);
    expect(takeFaults()).toEqual([]);
  });

  it.each(kinds.filter((kind) => name === `${kind}.html`))("is accessible", async (kind) => {
    await page.setViewportSize(desktop);
    await goTo(name);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator("html[data-theme=dark]").waitFor();
    expect(await accessibilityViolations()).toEqual([]);
    await pictures(kind);
  });

  it.each(coloured.filter((kind) => name === `${kind}.html`))(
    "has contrast when light",
    async () => {
      await goTo(name);
      await page.emulateMedia({ colorScheme: "light" });
      await page.locator("html[data-theme=light]").waitFor();
      expect(await accessibilityViolations(["color-contrast"])).toEqual([]);
    },
  );
});

it("a page that is not there says so, with the search", async () => {
  const response = await page.goto(`${reader.address}nowhere/at/all.html`);
  expect(response?.status()).toBe(404);
  expect(await page.getByText("Page not found").isVisible()).toBe(true);
  await page.getByRole("button", { name: "Search" }).waitFor();
});

describe("the search", () => {
  it("is opened by a key, finds a misspelt word, and leads there by the keyboard alone", async () => {
    takeFaults();
    await goTo("index.html");
    await page.locator("#starlight__search input").waitFor({ state: "attached" });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("paginaton");
    await page.getByRole("dialog").getByRole("link", { name: "Pagination" }).first().waitFor();
    await picture(page, "search");
    expect(takeFaults()).toEqual([]);
    expect(await accessibilityViolations()).toEqual([]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/pagination.html*");
  });
});

it("a phone has one menu, with every page", async () => {
  await page.setViewportSize(phone);
  await goTo(pages.at(-1) ?? "");
  await page.getByRole("button", { name: /menu/i }).press("Enter");
  await picture(page, "menu");
  expect(await horizontalOverflow()).toBe(0);
  await page.getByRole("link", { name: "Pagination", exact: true }).click();
  await page.waitForURL("**/pagination.html");
  await page.setViewportSize(desktop);
});

it("a printed page has all samples, and no menu", async () => {
  await goTo("exempt-users.html");
  await page.emulateMedia({ media: "print" });
  await page.getByText("hotspot user remove").waitFor();
  await page.getByText("hotspot.nonMigrationUsers.remove").waitFor();
  expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
  await picture(page, "print");
  await page.emulateMedia({ media: "screen" });
});

it("the samples of all pages show the way that was chosen on one", async () => {
  await goTo("exempt-users.html");
  await page.getByRole("tab", { name: "curl" }).first().focus();
  await page.keyboard.press("ArrowRight");
  const chosen = page.getByRole("tab", { selected: true });
  expect(new Set(await chosen.allTextContents())).toEqual(new Set(["TypeScript"]));
  await goTo("pagination.html");
  expect((await chosen.allTextContents()).map((text) => text.trim())).toEqual(["TypeScript"]);
});

// One load serves all of these: no other page is as large.
describe("the reference", () => {
  const operation = (name: string) => page.locator("#redoc h2", { hasText: name });
  const inMenu = (name: string) => page.locator("nav").getByRole("link", { name }).first();
  /** Waits until a heading is at the top, below the header of the site. */
  const isAtTop = (name: string) =>
    expect
      .poll(async () => (await operation(name).boundingBox())?.y, { timeout: 20_000 })
      .toSatisfy((y: number) => y > 56 && y < 250);

  let letScriptCome: (() => void) | undefined;
  const scriptMayCome = new Promise<void>((resolve) => {
    letScriptCome = resolve;
  });
  beforeAll(async () => {
    await goTo("errors.html");
    await chooseTheme("dark");
    takeFaults();
    const script = /type="module" src="([^"]+inline[^"]+)"/.exec(built("reference.html"))?.[1];
    await page.route(`**${script}`, async (route) => {
      await scriptMayCome;
      await route.continue();
    });
    await page.setViewportSize(phone);
    const place = "reference.html#/hotspotsession/updatenonmigrationusers";
    await page.goto(`${reader.address}${place}`, { waitUntil: "commit" });
  });

  it("is readable before its script has come", async () => {
    const summary = page.getByText(contract.info.summary);
    await summary.waitFor();
    expect(await summary.isVisible()).toBe(true);
  });

  it("opens at a deep link, on a phone, behind a gateway that allows only scripts of the site", async () => {
    letScriptCome?.();
    await hydrated(page);
    await isAtTop("Add or remove exempt users");
    expect(await horizontalOverflow()).toBe(0);
    expect(takeFaults()).toEqual([]);
  });

  it("has no other menu on a phone, and closes it where a link leads to the same page", async () => {
    const menus = page.getByRole("button", { name: /menu/i });
    expect(await menus.count()).toBe(1);
    await menus.click();
    await picture(page, "menu-reference");
    await inMenu("Update a configuration").click();
    await isAtTop("Update a configuration");
    expect(await page.locator("#starlight__sidebar").isVisible()).toBe(false);
  });

  it("moves to what the menu names", async () => {
    await page.setViewportSize(desktop);
    await inMenu("Create a configuration").click();
    await isAtTop("Create a configuration");
    expect(takeFaults()).toEqual([]);
  });

  it("shows the samples of an operation", async () => {
    const sample = page.getByText("hotspot.nonMigrationUsers.add");
    // By events: Redoc scrolls for a moment, and would move them from under a pointer.
    await page.locator("#redoc button", { hasText: "curl" }).last().dispatchEvent("click");
    const choices = page.getByRole("menuitem", { name: "TypeScript" });
    await choices.filter({ visible: true }).first().dispatchEvent("click");
    await expect.poll(() => sample.count()).toBeGreaterThan(0);
  });

  it("is as dark or light as was chosen, there or on another page, and accessible", async () => {
    await page.locator("html.dark:not(.light) #redoc").waitFor();
    const dark = await background();
    expect(await accessibilityViolations()).toEqual([]);
    await chooseTheme("light");
    await page.locator("html.light:not(.dark) #redoc").waitFor();
    const light = await background();
    expect(light).not.toBe(dark);
    await chooseTheme("auto");
    await pictures("reference");
    await chooseTheme("light");
    await page.emulateMedia({ colorScheme: "dark" });
    await goTo("errors.html");
    expect(await background()).toBe(light);
  });
});
