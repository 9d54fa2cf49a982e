import { pathToFileURL } from "node:url";

import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { dist } from "../src/serve.ts";
import { contract } from "../src/contract.ts";
import { hydrated, picture, type Reader, startReader, type Watched } from "./browser.ts";
import { pages } from "./built-site.ts";

/** Only what hangs takes so long; a slow machine is no failure. */
const patient = { timeout: 20_000 };

let reader: Reader;
/** One tab that goes from page to page, as a reader's does. */
let everyPage: Watched;
beforeAll(async () => {
  reader = await startReader();
  everyPage = await reader.open();
});
afterAll(() => reader[Symbol.asyncDispose]());

async function goTo(page: Page, address: string): Promise<void> {
  await page.goto(address);
  if (address.includes("reference.html")) await hydrated(page);
}

/** How many pixels the page can be scrolled sideways. */
const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What axe finds wrong with what is ours on the page, a line each; Redoc's own part is left out. */
async function barriers(page: Page, rules: readonly string[] = []): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async (only) => {
    const run: typeof axe.run = Reflect.get(globalThis, "axe").run;
    const options = only.length > 0 ? { runOnly: [...only] } : {};
    const { violations } = await run({ exclude: ["#redoc"] }, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${String(target)} ${failureSummary}`),
    );
  }, rules);
}

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** The pages of which pictures are taken, for people to look at. */
const pictured = new Set(["decisions.html", "exempt-users.html", "index.html", "reference.html"]);

describe.each(pages)("%s", (name) => {
  const take = async (page: Page, look: string) => {
    if (pictured.has(name)) await picture(page, `${name.replace(".html", "")}-${look}`);
  };

  it("is readable wide and narrow, light and dark, for everybody, and keeps to itself", async () => {
    const { page, complaints, requests } = everyPage;
    await page.setViewportSize({ width: 1280, height: 900 });
    await goTo(page, `${reader.address}${name}`);
    expect(await overhang(page)).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await take(page, "wide");
    const light = await background(page);

    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => background(page), patient).not.toBe(light);
    expect(await barriers(page, ["color-contrast"])).toEqual([]);

    await take(page, "wide-dark");

    await page.setViewportSize({ width: 360, height: 800 });
    expect(await overhang(page)).toBe(0);
    await take(page, "narrow-dark");
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(() => background(page), patient).toBe(light);
    await take(page, "narrow");

    expect(complaints.splice(0)).toEqual([]);
    expect(requests.splice(0).filter((url) => !url.startsWith(reader.address))).toEqual([]);
  });
});

describe("the site, opened from a disk", () => {
  const disk = `${pathToFileURL(dist).href}/`;

  it("searches, switches and shows the reference, without a network", async () => {
    const { page, complaints, requests } = await reader.open();
    await page.context().setOffline(true);
    await goTo(page, `${disk}index.html`);
    await page.keyboard.press("/");
    await page.keyboard.type("ListNonMigrationUsers");
    await page.locator("[role=option][href$='#/hotspotsession/listnonmigrationusers']").click();
    await page.waitForURL("**/reference.html#/hotspotsession/listnonmigrationusers");
    await hydrated(page);
    expect(await page.getByRole("heading", { name: "List the exempt users" }).isVisible()).toBe(
      true,
    );
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(disk) && !url.startsWith("data:"))).toEqual([]);
    await page.context().close();
  });
});

describe("the search", () => {
  it("is opened by a key, finds in all pages, and leads there by the keyboard alone", async () => {
    const { page, complaints } = await reader.open();
    await goTo(page, `${reader.address}index.html`);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("retry-after");
    await page.locator("[role=option][aria-selected=true]").waitFor();
    await picture(page, "search-wide");
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/errors.html#what-to-repeat");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("says so where nothing is found", async () => {
    const { page } = await reader.open({ width: 360 });
    await goTo(page, `${reader.address}pagination.html`);
    await page.locator(".search-button").click();
    await page.keyboard.type("xylophone");
    await page.getByText("Nothing has xylophone in it.").waitFor();
    expect(await page.locator("[role=option]").count()).toBe(0);
    await page.keyboard.press("Escape");
    expect(await page.locator("dialog").isVisible()).toBe(false);
    await page.context().close();
  });
});

describe("the theme", () => {
  it("is what was chosen, on every page and after a reload", async () => {
    const { page } = await reader.open({ dark: true });
    await goTo(page, `${reader.address}index.html`);
    const dark = await background(page);
    await page.locator(".theme-button").click();
    const light = await background(page);
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await background(page)).toBe(light);
    await goTo(page, `${reader.address}reference.html`);
    expect(await background(page)).toBe(light);
    await page.locator(".theme-button").click();
    expect(await background(page)).toBe(dark);
    await goTo(page, `${reader.address}errors.html`);
    expect(await background(page)).toBe(dark);
    await page.context().close();
  });
});

describe("the keyboard", () => {
  it("skips to the content, and opens the menu of a narrow page", async () => {
    const { page } = await reader.open({ width: 360 });
    await goTo(page, `${reader.address}errors.html`);
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to the content");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").getAttribute("aria-label")).toBe("Menu");
    await page.keyboard.press("Enter");
    const link = page.locator("#menu").getByRole("link", { name: "Pagination" });
    await link.waitFor();
    await picture(page, "menu-narrow");
    expect(await overhang(page)).toBe(0);
    await link.click();
    await page.waitForURL("**/pagination.html");
    await page.context().close();
  });

  it("goes through the samples, which agree on every page", async () => {
    const { page } = await reader.open();
    await goTo(page, `${reader.address}exempt-users.html`);
    await page.getByRole("tab", { name: "curl" }).first().focus();
    await page.keyboard.press("ArrowRight");
    const chosen = page.getByRole("tab", { selected: true });
    expect(new Set(await chosen.allTextContents())).toEqual(new Set(["TypeScript"]));
    await goTo(page, `${reader.address}pagination.html`);
    expect(await chosen.allTextContents()).toEqual(["TypeScript"]);
    await page.context().close();
  });
});

describe("the reference", () => {
  const place = "reference.html#/hotspotsession/updatenonmigrationusers";

  it("opens at a deep link, and again after a reload", async () => {
    const { page, complaints } = await reader.open();
    const heading = page.getByRole("heading", { name: "Add or remove exempt users" });
    const top = async () => (await heading.boundingBox())?.y;
    const isAtTop = async () => {
      await hydrated(page);
      await expect.poll(top, patient).toBeLessThan(250);
      expect(await top()).toBeGreaterThan(56);
      expect(page.url()).toBe(`${reader.address}${place}`);
    };
    await page.goto(`${reader.address}${place}`);
    await isAtTop();
    await page.reload();
    await isAtTop();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("has links that open in a new tab, from any path", async () => {
    const { page } = await reader.open();
    await goTo(page, `${reader.address}${place}`);
    const addresses = await page
      .locator("#redoc a")
      .evaluateAll((links) =>
        links.map((link) => (link instanceof HTMLAnchorElement ? link.href : "")),
      );
    const outside = addresses.filter(
      (address) => !address.startsWith(`${reader.address}reference.html`),
    );
    expect(new Set(outside)).toEqual(new Set(["https://redocly.com/redoc/"]));
    await page.context().close();
  });

  it("shows the samples of an operation, by the name of each way", async () => {
    const { page } = await reader.open();
    await goTo(page, `${reader.address}${place}`);
    const sample = page.getByText("hotspot.nonMigrationUsers.add");
    expect(await sample.count()).toBe(0);
    const button = page.getByRole("button", { name: "curl" }).last();
    const choice = page
      .getByRole("menuitem", { name: "TypeScript" })
      .filter({ visible: true })
      .first();
    // By events: Redoc goes on scrolling for a moment, and would move them from under a pointer.
    await button.dispatchEvent("click");
    await choice.dispatchEvent("click");
    await expect.poll(() => sample.count(), patient).toBeGreaterThan(0);
    await page.context().close();
  });

  it("is there while its script is still on the way", async () => {
    const { page } = await reader.open();
    await page.route("**/redoc.js", () => undefined);
    await page.goto(`${reader.address}reference.html`, { waitUntil: "commit" });
    const summary = page.getByText(contract.info.summary);
    await expect.poll(() => summary.isVisible(), patient).toBe(true);
    await picture(page, "reference-before-scripts");
    await page.context().close();
  });
});
