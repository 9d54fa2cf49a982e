import { once } from "node:events";
import { createServer } from "node:http";
import { extname, join } from "node:path";

import type { BrowserContext, Page } from "playwright-core";

import { launchChromium, withoutOptimizing } from "../../../.ci/tooling/chromium.ts";
import { bytes, files } from "./built-site.ts";

const screenshots = join(import.meta.dirname, "../.vitest/screenshots");

const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

export const desktop = { width: 1280, height: 900 };

/** What a page did, beside what it shows. */
export interface Tab {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, and requests that failed. */
  readonly problems: string[];
  readonly requests: string[];
}

/** A Chromium, and a server of the built site. */
export interface Reader extends AsyncDisposable {
  /** Where the site is, with a slash at the end. */
  readonly address: string;
  /** Goes from page to page, as a reader's does: another one would cost as much as three pages. */
  readonly tab: Tab;
}

export async function startReader(): Promise<Reader> {
  await using stack = new AsyncDisposableStack();
  // As a host of static files does; `astro preview` would load all of Astro.
  const server = stack.use(
    createServer(({ url = "" }, response) => {
      const name = new URL(url, "http://site").pathname.replace("/docs/", "") || "index.html";
      const found = files.includes(name) ? name : "404.html";
      const headers = {
        "content-type": mediaTypes[extname(found)] ?? "application/octet-stream",
        "cache-control": "max-age=3600",
        // As a gateway may send. What works under this policy as well works without it.
        ...(found === "reference.html" && { "content-security-policy": "script-src 'self'" }),
      };
      response.writeHead(found === name ? 200 : 404, headers).end(bytes(found));
    }),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const browser = await launchChromium(withoutOptimizing);
  stack.defer(() => browser.close());
  const tab = await openTab(
    await browser.newContext({ viewport: desktop, reducedMotion: "reduce" }),
  );
  const owned = stack.move();
  return {
    address: `http://127.0.0.1:${port}/docs/`,
    tab,
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
  return { page, problems, requests };
}

/** Waits until Redoc has taken over what was there before its script ran. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const root = document.getElementById("redoc");
    return root !== null && Object.keys(root).some((key) => key.startsWith("__reactContainer"));
  });
}

/** Pictures are for people to look at: they take time. */
export const picturesWanted = process.env["HOTSPOT_TEST_PICTURES"] !== undefined;

export async function picture(page: Page, name: string): Promise<void> {
  if (!picturesWanted) return;
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}
