import { once } from "node:events";
import { join } from "node:path";

import chromium from "@sparticuz/chromium";
import {
  type Browser,
  type BrowserContext,
  chromium as playwright,
  type Page,
} from "playwright-core";

import { createSiteServer } from "../src/serve.ts";

/** Where the pictures of the site are put, to be looked at. */
const pictures = join(import.meta.dirname, "../.vitest/screenshots");

/** What a page did that it should not, and what it asked for. */
export interface Watched {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, and requests that failed. */
  readonly complaints: string[];
  readonly requests: string[];
}

/** A Chromium, and the site at a path of a server of its own. */
export interface Reader extends AsyncDisposable {
  /** Where the site is, with a slash at the end. */
  readonly address: string;
  open(settings?: { width?: number; dark?: boolean }): Promise<Watched>;
}

export async function startReader(): Promise<Reader> {
  const path = "/some/where/docs/";
  const server = createSiteServer(path).listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  const port = typeof bound === "object" ? bound?.port : undefined;
  // Its own arguments, not those of the package: they switch off what keeps pages apart.
  const browser: Browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
  return {
    address: `http://127.0.0.1:${port}${path}`,
    async open({ width = 1280, dark = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
      });
      return watch(context);
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function watch(context: BrowserContext): Promise<Watched> {
  const complaints: string[] = [];
  const requests: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  context.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(error.error().message));
  return { page: await context.newPage(), complaints, requests };
}

/** Waits until Redoc has taken over what was there before. */
export async function hydrated(page: Page): Promise<void> {
  await page
    .locator("#redoc button[aria-label='Hide sidebar']")
    .or(page.locator("[data-testid='floating-button']"))
    .first()
    .waitFor({ state: "attached" });
  await page.waitForFunction(() => {
    const root = document.getElementById("redoc");
    return root !== null && Object.keys(root).some((key) => key.startsWith("__reactContainer"));
  });
}

export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}
