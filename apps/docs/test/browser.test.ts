import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { contract } from "../src/contract.ts";
import { desktop, hydrated, picture, type Reader, startReader, type Tab } from "./browser.ts";
import { built, pages } from "./built-site.ts";

let reader: Reader;
/** One tab that goes from page to page, as a reader's does: another one costs as much as three pages. */
let tab: Tab;
let page: Page;
beforeAll(async () => {
  reader = await startReader();
  tab = await reader.open();
  page = tab.page;
});
afterAll(() => reader[Symbol.asyncDispose]());

const phone = { width: 360, height: 800 };

async function goTo(address: string): Promise<void> {
  await page.goto(`${reader.address}${address}`);
  if (address.startsWith("reference.html")) await hydrated(page);
}

/** How many pixels the page can be scrolled sideways. */
const horizontalOverflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What of WCAG 2.2 AA axe finds broken, a line each; Redoc's own part is left out. */
async function accessibilityViolations(rules: readonly string[] = []): Promise<readonly string[]> {
  // Code that is wider than its box can be reached by the keyboard once a script has seen it.
  await page.waitForFunction(() =>
    [...document.querySelectorAll("pre:not(#redoc *)")].every(
      (pre) => pre.scrollWidth <= pre.clientWidth || pre.hasAttribute("tabindex"),
    ),
  );
  await page.evaluate(axe.source);
  return await page.evaluate(async (only) => {
    const run: typeof axe.run = Reflect.get(globalThis, "axe").run;
    const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const options = {
      runOnly: only.length > 0 ? [...only] : wcag,
      // The button of the search shows its key beside its name.
      rules: { "label-content-name-mismatch": { enabled: false } },
    };
    const { violations } = await run({ exclude: ["#redoc"] }, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary}`),
    );
  }, rules);
}

const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe("every page", () => {
  beforeAll(() => page.setViewportSize(phone));
  afterAll(() => page.setViewportSize(desktop));

  it.each(pages)("fits a phone and loads from the site alone: %s", async (name) => {
    await goTo(name);
    expect(await horizontalOverflow()).toBe(0);
    expect(tab.problems.splice(0)).toEqual([]);
    expect(tab.requests.splice(0).filter((url) => !url.startsWith(reader.address))).toEqual([]);
  });
});

/** Takes pictures of the page that is open, for people to look at: dark, light and on a phone. */
async function pictures(name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await picture(page, `${name}-light`);
  await page.setViewportSize(phone);
  await picture(page, `${name}-phone`);
  await page.setViewportSize(desktop);
}

describe("a page of each kind", () => {
  const kinds = ["404", "create-hotspot-session-config", "errors", "index", "mcp"];
  it.each(kinds)("is accessible: %s", async (name) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await goTo(`${name}.html`);
    expect(await accessibilityViolations()).toEqual([]);
    await pictures(name);
  });

  // These have everything that is coloured: notes, code, tabs and tables.
  it.each(["create-hotspot-session-config", "errors"])(
    "has contrast when light: %s",
    async (name) => {
      await goTo(`${name}.html`);
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
    tab.problems.splice(0);
    await goTo("index.html");
    await page.locator("#starlight__search input").waitFor({ state: "attached" });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("paginaton");
    await page.getByRole("dialog").getByRole("link", { name: "Pagination" }).first().waitFor();
    await picture(page, "search");
    expect(tab.problems).toEqual([]);
    expect(await accessibilityViolations()).toEqual([]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/pagination.html*");
  });
});

it("a phone has one menu, with every page", async () => {
  await page.setViewportSize(phone);
  await goTo("errors.html");
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

describe("the reference", () => {
  const place = "reference.html#/hotspotsession/updatenonmigrationusers";
  const operation = (name: string) => page.locator("#redoc").getByRole("heading", { name });
  const inMenu = (name: string) => page.locator("nav").getByRole("link", { name }).first();
  /** Waits until a heading is at the top, below the header of the site. */
  const isAtTop = (name: string) =>
    expect
      .poll(async () => (await operation(name).boundingBox())?.y, { timeout: 20_000 })
      .toSatisfy((y: number) => y > 56 && y < 250);

  it("is readable before its script has come", async () => {
    await using another = await reader.open();
    const redoc = /type="module" src="([^"]+inline[^"]+)"/.exec(built("reference.html"))?.[1];
    await another.page.route(`**${redoc}`, () => undefined);
    await another.page.goto(`${reader.address}reference.html`, { waitUntil: "commit" });
    const summary = another.page.getByText(contract.info.summary);
    await summary.waitFor();
    expect(await summary.isVisible()).toBe(true);
  });

  it("opens at a deep link and moves to what the menu names, behind a gateway that allows only scripts of the site", async () => {
    tab.problems.splice(0);
    await page.route("**/*.html", async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), "content-security-policy": "script-src 'self'" };
      await route.fulfill({ response, headers });
    });
    await goTo(place);
    await isAtTop("Add or remove exempt users");
    await inMenu("Create a configuration").click();
    await isAtTop("Create a configuration");
    expect(tab.problems).toEqual([]);
    await page.unrouteAll();
  });

  // What follows is the same page, open still: no other is as large.
  it("shows the samples of an operation", async () => {
    const sample = page.getByText("hotspot.nonMigrationUsers.add");
    // By events: Redoc scrolls for a moment, and would move them from under a pointer.
    await page.getByRole("button", { name: "curl" }).last().dispatchEvent("click");
    const choices = page.getByRole("menuitem", { name: "TypeScript" });
    await choices.filter({ visible: true }).first().dispatchEvent("click");
    await expect.poll(() => sample.count()).toBeGreaterThan(0);
  });

  it("has no other menu on a phone, and closes it where a link leads to the same page", async () => {
    await page.setViewportSize(phone);
    const menus = page.getByRole("button", { name: /menu/i });
    expect(await menus.count()).toBe(1);
    await menus.click();
    await picture(page, "menu-reference");
    await inMenu("Update a configuration").click();
    await isAtTop("Update a configuration");
    expect(await page.locator("#starlight__sidebar").isVisible()).toBe(false);
    await page.setViewportSize(desktop);
  });

  it("is as dark or light as was chosen, there or on another page, and accessible", async () => {
    const theme = page.locator("header").getByLabel("Select theme");
    const light = await background();
    await theme.selectOption("dark");
    await page.locator("html.dark:not(.light) #redoc").waitFor();
    const dark = await background();
    expect(dark).not.toBe(light);
    expect(await accessibilityViolations()).toEqual([]);
    await goTo("errors.html");
    expect(await background()).toBe(dark);
    await theme.selectOption("light");
    await goTo("reference.html");
    expect(await background()).toBe(light);
    await page.locator("html.light:not(.dark) #redoc").waitFor();
    await theme.selectOption("auto");
    await pictures("reference");
  });
});
