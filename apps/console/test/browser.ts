import { join } from "node:path";

import chromium from "@sparticuz/chromium";
import { type BrowserContext, chromium as playwright, type Page } from "playwright-core";

/** One page of the console, and what went wrong in it. */
export interface Tab extends AsyncDisposable {
  readonly page: Page;
  /** Requests that were answered with an error since the last call: `403 PATCH`. */
  takeRefusals(): readonly string[];
}

export interface TabSettings {
  readonly width?: number;
  readonly dark?: boolean;
  /** What the console keeps of who has signed in; nobody has unless given. */
  readonly session?: object;
  /** Where the console is served, and the API beside it. */
  readonly origin: string;
  /** What to ask the mock for: `code=503`. */
  readonly prefer?: string;
}

export interface Browser extends AsyncDisposable {
  open(settings: TabSettings): Promise<Tab>;
}

/** A Chromium. The pages of an origin share their cache, so that most find the scripts there. */
export async function startBrowser(): Promise<Browser> {
  // Its own arguments, not those of the package: they switch off what keeps pages apart.
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--font-render-hinting=none",
      // The pages of an origin share their process, too: it is not started for each.
      "--renderer-process-limit=1",
    ],
  });
  const contexts = new Map<string, Promise<BrowserContext>>();
  function contextOf(baseURL: string): Promise<BrowserContext> {
    const known = contexts.get(baseURL);
    if (known !== undefined) return known;
    const context = browser.newContext({
      baseURL,
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    contexts.set(baseURL, context);
    return context;
  }
  return {
    open: async (settings) => openTab(await contextOf(settings.origin), settings),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function openTab(context: BrowserContext, settings: TabSettings): Promise<Tab> {
  const { width = 1280, dark = false, session, origin, prefer } = settings;
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems: string[] = [];
  let refusals: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) problems.push(`another host: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) {
      refusals.push(`${response.status()} ${response.request().method()}`);
    }
  });
  page.on("console", (message) => {
    // Chromium itself reports each refusal; tests take those from `takeRefusals`.
    if (!message.text().startsWith("Failed to load resource: the server responded")) {
      problems.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => problems.push(error.message));
  await Promise.all([
    page.setViewportSize({ width, height: 800 }),
    page.emulateMedia({ colorScheme: dark ? "dark" : "light" }),
    prefer !== undefined && page.setExtraHTTPHeaders({ prefer }),
    page.addInitScript(
      (text) => {
        // A page begins blank, without storage of its own.
        if (location.protocol === "about:" || sessionStorage.length > 0) return;
        localStorage.clear();
        if (text !== undefined) sessionStorage.setItem("hotspot-session", text);
      },
      session && JSON.stringify(session),
    ),
  ]);
  const takeRefusals = () => {
    const taken = refusals;
    refusals = [];
    return taken;
  };
  return {
    page,
    takeRefusals,
    async [Symbol.asyncDispose]() {
      await page.close();
      const found = [...problems, ...takeRefusals().map((one) => `not taken: ${one}`)];
      if (found.length > 0) throw new Error(`the page had problems:\n${found.join("\n")}`);
    },
  };
}

/** Takes a picture, to be looked at, where `HOTSPOT_TEST_PICTURES` asks for them: they take time. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env["HOTSPOT_TEST_PICTURES"] === undefined) return;
  await page.screenshot({
    path: join(import.meta.dirname, "../.vitest/screenshots", `${name}.png`),
    fullPage: true,
  });
}
