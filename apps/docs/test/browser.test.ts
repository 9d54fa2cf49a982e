import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { contract } from "../src/contract.ts";
import { hydrated, picture, type Reader, startReader, type Tab } from "./browser.ts";
import { built, pages } from "./built-site.ts";

let reader: Reader;
/** One tab that goes from page to page, as a reader's does. */
let everyPage: Tab;
beforeAll(async () => {
  reader = await startReader();
  everyPage = await reader.open({ width: 360 });
});
afterAll(() => reader[Symbol.asyncDispose]());

async function goTo(page: Page, address: string): Promise<void> {
  await page.goto(`${reader.address}${address}`);
  if (address.startsWith("reference.html")) await hydrated(page);
}

/** How many pixels the page can be scrolled sideways. */
const horizontalOverflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What of WCAG 2.2 AA axe finds broken, a line each; Redoc's own part is left out. */
async function accessibilityViolations(
  page: Page,
  rules: readonly string[] = [],
): Promise<readonly string[]> {
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

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe("every page", () => {
  it.each(pages)("fits a phone and loads from the site alone: %s", async (name) => {
    const { page, problems, requests } = everyPage;
    await goTo(page, name);
    expect(await horizontalOverflow(page)).toBe(0);
    expect(problems.splice(0)).toEqual([]);
    expect(requests.splice(0).filter((url) => !url.startsWith(reader.address))).toEqual([]);
  });
});

/** A page of each kind; of these, pictures are taken, for people to look at. */
const kinds = ["404", "create-hotspot-session-config", "errors", "index", "mcp", "reference"];
/** These have everything that is coloured: notes, code, tabs and tables. */
const inBothColours = new Set(["create-hotspot-session-config", "errors"]);

describe("a page of each kind", () => {
  it.each(kinds)("is accessible, dark and, where there are colours, light: %s", async (name) => {
    await using tab = await reader.open({ dark: true });
    const { page } = tab;
    await goTo(page, `${name}.html`);
    expect(await accessibilityViolations(page)).toEqual([]);
    await picture(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
    await page.locator("html[data-theme=light]").waitFor();
    const light = inBothColours.has(name) ? ["color-contrast"] : ["document-title"];
    expect(await accessibilityViolations(page, light)).toEqual([]);
    await picture(page, `${name}-light`);
    await page.setViewportSize({ width: 360, height: 800 });
    await picture(page, `${name}-phone`);
  });
});

it("a page that is not there says so, with the search", async () => {
  await using tab = await reader.open();
  const response = await tab.page.goto(`${reader.address}nowhere/at/all.html`);
  expect(response?.status()).toBe(404);
  expect(await tab.page.getByText("Page not found").isVisible()).toBe(true);
  await tab.page.getByRole("button", { name: "Search" }).waitFor();
});

describe("the search", () => {
  it("is opened by a key, finds a misspelt word, and leads there by the keyboard alone", async () => {
    await using tab = await reader.open();
    const { page, problems } = tab;
    await goTo(page, "index.html");
    await page.locator("#starlight__search input").waitFor({ state: "attached" });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("paginaton");
    await page.getByRole("dialog").getByRole("link", { name: "Pagination" }).first().waitFor();
    await picture(page, "search");
    expect(problems).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/pagination.html*");
  });
});

describe("the theme", () => {
  it("is the one chosen, on every page", async () => {
    await using tab = await reader.open({ dark: true });
    const { page } = tab;
    const theme = page.locator("header").getByLabel("Select theme");
    await goTo(page, "index.html");
    const dark = await background(page);
    await theme.selectOption("light");
    const light = await background(page);
    expect(light).not.toBe(dark);
    await goTo(page, "reference.html");
    expect(await background(page)).toBe(light);
    await theme.selectOption("dark");
    const redoc = page.locator("html.dark:not(.light) #redoc");
    await redoc.waitFor();
    await goTo(page, "errors.html");
    expect(await background(page)).toBe(dark);
  });
});

it("a phone has one menu, with every page", async () => {
  await using tab = await reader.open({ width: 360 });
  const { page } = tab;
  await goTo(page, "errors.html");
  await page.getByRole("button", { name: /menu/i }).press("Enter");
  await picture(page, "menu");
  expect(await horizontalOverflow(page)).toBe(0);
  await page.getByRole("link", { name: "Pagination", exact: true }).click();
  await page.waitForURL("**/pagination.html");
});

it("the samples of all pages show the way that was chosen on one", async () => {
  await using tab = await reader.open();
  const { page } = tab;
  await goTo(page, "exempt-users.html");
  await page.getByRole("tab", { name: "curl" }).first().focus();
  await page.keyboard.press("ArrowRight");
  const chosen = page.getByRole("tab", { selected: true });
  expect(new Set(await chosen.allTextContents())).toEqual(new Set(["TypeScript"]));
  await goTo(page, "pagination.html");
  expect((await chosen.allTextContents()).map((text) => text.trim())).toEqual(["TypeScript"]);
});

it("a printed page has all samples, and no menu", async () => {
  await using tab = await reader.open();
  const { page } = tab;
  await goTo(page, "exempt-users.html");
  await page.emulateMedia({ media: "print" });
  await page.getByText("hotspot user remove").waitFor();
  await page.getByText("hotspot.nonMigrationUsers.remove").waitFor();
  expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
  await picture(page, "print");
});

describe("the reference", () => {
  const place = "reference.html#/hotspotsession/updatenonmigrationusers";
  const operation = (page: Page, name: string) =>
    page.locator("#redoc").getByRole("heading", { name });
  /** Waits until a heading is at the top, below the header of the site. */
  const isAtTop = (page: Page, name: string) =>
    expect
      .poll(async () => (await operation(page, name).boundingBox())?.y, { timeout: 20_000 })
      .toSatisfy((y: number) => y > 56 && y < 250);

  it("opens at a deep link and moves to what the menu names, behind a gateway that allows only scripts of the site", async () => {
    await using tab = await reader.open();
    const { page, problems } = tab;
    await page.route("**/*.html", async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), "content-security-policy": "script-src 'self'" };
      await route.fulfill({ response, headers });
    });
    await goTo(page, place);
    await isAtTop(page, "Add or remove exempt users");
    await page.locator("nav").getByRole("link", { name: "Create a configuration" }).first().click();
    await isAtTop(page, "Create a configuration");
    expect(problems).toEqual([]);
  });

  it("has no other menu on a phone, and closes it where a link leads to the same page", async () => {
    await using tab = await reader.open({ width: 360 });
    const { page } = tab;
    await goTo(page, "reference.html");
    const menus = page.getByRole("button", { name: /menu/i });
    expect(await menus.count()).toBe(1);
    await menus.click();
    await picture(page, "menu-reference");
    await page.locator("nav").getByRole("link", { name: "Update a configuration" }).first().click();
    await isAtTop(page, "Update a configuration");
    expect(await page.locator("#starlight__sidebar").isVisible()).toBe(false);
  });

  it("shows the samples of an operation", async () => {
    await using tab = await reader.open();
    const { page } = tab;
    await goTo(page, place);
    const sample = page.getByText("hotspot.nonMigrationUsers.add");
    // By events: Redoc scrolls for a moment, and would move them from under a pointer.
    await page.getByRole("button", { name: "curl" }).last().dispatchEvent("click");
    const choices = page.getByRole("menuitem", { name: "TypeScript" });
    await choices.filter({ visible: true }).first().dispatchEvent("click");
    await expect.poll(() => sample.count()).toBeGreaterThan(0);
  });

  it("is readable before its script has come", async () => {
    await using tab = await reader.open();
    const { page } = tab;
    const redoc = /type="module" src="([^"]+inline[^"]+)"/.exec(built("reference.html"))?.[1];
    await page.route(`**${redoc}`, () => undefined);
    await page.goto(`${reader.address}reference.html`, { waitUntil: "commit" });
    const summary = page.getByText(contract.info.summary);
    await expect.poll(() => summary.isVisible()).toBe(true);
  });
});
