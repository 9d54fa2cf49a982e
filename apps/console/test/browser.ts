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
  /** Where the requests of the API go. */
  readonly api: string;
  /** What to ask the mock for: `code=503`. */
  readonly prefer?: string;
}

export interface Browser extends AsyncDisposable {
  open(settings: TabSettings): Promise<Tab>;
}

/** A Chromium, for pages of this origin alone. */
export async function startBrowser(origin: string): Promise<Browser> {
  // Its own arguments, not those of the package: they switch off what keeps pages apart.
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
  return {
    async open(settings) {
      const { width = 1280, dark = false, session, api, prefer } = settings;
      const context = await browser.newContext({
        baseURL: origin,
        viewport: { width, height: 800 },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
        permissions: ["clipboard-read", "clipboard-write"],
      });
      if (session !== undefined) {
        await context.addInitScript((text) => {
          // A page begins blank, without storage of its own.
          if (location.protocol === "about:" || sessionStorage.length > 0) return;
          sessionStorage.setItem("hotspot-session", text);
        }, JSON.stringify(session));
      }
      await context.route("**/v1/**", (route, request) =>
        route.continue({
          url: request.url().replace(origin, api),
          headers: { ...request.headers(), ...(prefer !== undefined && { prefer }) },
        }),
      );
      return openTab(context, origin);
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function openTab(context: BrowserContext, origin: string): Promise<Tab> {
  const problems: string[] = [];
  let refusals: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(origin)) problems.push(`another host: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) {
      refusals.push(`${response.status()} ${response.request().method()}`);
    }
  });
  context.on("console", (message) => {
    // Chromium itself reports each refusal; tests take those from `takeRefusals`.
    if (!message.text().startsWith("Failed to load resource: the server responded")) {
      problems.push(`${message.type()}: ${message.text()}`);
    }
  });
  context.on("weberror", (error) => problems.push(error.error().message));
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const takeRefusals = () => {
    const taken = refusals;
    refusals = [];
    return taken;
  };
  return {
    page,
    takeRefusals,
    async [Symbol.asyncDispose]() {
      await context.close();
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
