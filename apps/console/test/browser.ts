import { join } from "node:path";

import type { Browser as Chromium, Page } from "playwright-core";

import { launchChromium, withoutOptimizing } from "../../../.ci/tooling/chromium.ts";

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
  /** What to ask the mock for: `code=503`. */
  readonly prefer?: string;
}

export interface Browser extends AsyncDisposable {
  open(settings?: TabSettings): Promise<Tab>;
}

/** A page that is used by one test after the other. */
interface Seat {
  readonly page: Page;
  readonly problems: string[];
  readonly refusals: string[];
}

/** A Chromium. A page of its own for each test would start a process and compile the console again. */
export async function startBrowser(origin: string): Promise<Browser> {
  const browser = await launchChromium(withoutOptimizing);
  const idle: Seat[] = [];
  return {
    async open(settings = {}) {
      const seat = idle.pop() ?? (await newSeat(browser, origin));
      return openTab(seat, settings, () => idle.push(seat));
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function newSeat(browser: Chromium, baseURL: string): Promise<Seat> {
  const page = await browser.newPage({
    baseURL,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  page.setDefaultTimeout(10_000);
  const seat: Seat = { page, problems: [], refusals: [] };
  const { problems, refusals } = seat;
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL)) problems.push(`another host: ${request.url()}`);
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
  // The console opens none: the text of a name may have run as a script.
  page.on("dialog", async (dialog) => {
    problems.push(`${dialog.type()}: ${dialog.message()}`);
    await dialog.dismiss();
  });
  return seat;
}

async function openTab(seat: Seat, settings: TabSettings, leave: () => void): Promise<Tab> {
  const { page, problems, refusals } = seat;
  const { width = 1024, dark = false, session, prefer } = settings;
  const [signIn] = await Promise.all([
    page.addInitScript(
      (text) => {
        // A page begins blank, without storage of its own.
        if (location.protocol === "about:" || sessionStorage.length > 0) return;
        if (text !== undefined) sessionStorage.setItem("hotspot-session", text);
      },
      session && JSON.stringify(session),
    ),
    page.setViewportSize({ width, height: 600 }),
    page.emulateMedia({ colorScheme: dark ? "dark" : "light" }),
    page.setExtraHTTPHeaders(prefer === undefined ? {} : { prefer }),
  ]);
  const takeRefusals = () => refusals.splice(0);
  return {
    page,
    takeRefusals,
    async [Symbol.asyncDispose]() {
      await signIn.dispose();
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.goto("about:blank");
      const found = [...problems.splice(0), ...takeRefusals().map((one) => `not taken: ${one}`)];
      leave();
      if (found.length > 0) throw new Error(`the page had problems:\n${found.join("\n")}`);
    },
  };
}

/** Shows an address of the console within the page: to load the console again takes far longer. */
export const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((url) => history.pushState({}, "", url), `/console/${path}`);

/** Takes a picture, to be looked at, where `HOTSPOT_TEST_PICTURES` asks for them: they take time. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env["HOTSPOT_TEST_PICTURES"] === undefined) return;
  await page.screenshot({
    path: join(import.meta.dirname, "../.vitest/screenshots", `${name}.png`),
    fullPage: true,
  });
}
