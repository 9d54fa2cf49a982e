import { join } from "node:path";

import chromium from "@sparticuz/chromium";
import { preview } from "astro";
import { type BrowserContext, chromium as playwright, type Page } from "playwright-core";

const folder = join(import.meta.dirname, "..");

/** What a page did, beside what it shows. */
export interface Tab extends AsyncDisposable {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, and requests that failed. */
  readonly problems: string[];
  readonly requests: string[];
}

/** A Chromium, and a server of the built site. */
export interface Reader extends AsyncDisposable {
  /** Where the site is, with a slash at the end. */
  readonly address: string;
  open(settings?: { readonly width?: number; readonly dark?: boolean }): Promise<Tab>;
}

export async function startReader(): Promise<Reader> {
  await using stack = new AsyncDisposableStack();
  const server = await preview({
    root: folder,
    logLevel: "silent",
    server: { host: "127.0.0.1", port: 0 },
  });
  stack.defer(() => server.stop());
  // Its own arguments, not those of the package: they switch off what keeps pages apart.
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
  stack.defer(() => browser.close());
  const owned = stack.move();
  return {
    address: `http://127.0.0.1:${server.port}/docs/`,
    async open({ width = 1280, dark = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
      });
      return openTab(context);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function openTab(context: BrowserContext): Promise<Tab> {
  const problems: string[] = [];
  const requests: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  context.on("requestfailed", (request) => {
    // A page that is left gives up what it still loads.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") problems.push(request.url());
  });
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  context.on("weberror", (error) => problems.push(error.error().message));
  const page = await context.newPage();
  return { page, problems, requests, [Symbol.asyncDispose]: () => context.close() };
}

/** Waits until Redoc has taken over what was there before its script ran. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const root = document.getElementById("redoc");
    return root !== null && Object.keys(root).some((key) => key.startsWith("__reactContainer"));
  });
}

/** Takes a picture, to be looked at, where `HOTSPOT_TEST_PICTURES` asks for them: they take time. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env["HOTSPOT_TEST_PICTURES"] === undefined) return;
  await page.screenshot({ path: join(folder, ".vitest/screenshots", `${name}.png`) });
}
