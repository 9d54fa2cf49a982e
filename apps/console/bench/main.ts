import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

import { createHotspotClient, type HotspotClient } from "@hotspot-session/client";
import type { Page } from "playwright-core";

import { launchChromium } from "../../../.ci/tooling/chromium.ts";
import { startService } from "../test/service.ts";

// Whether the promises of the console hold, `pnpm bench [console] [--quick]`: how long its first view
// takes beside an empty page, and that a million users are filtered and exported without a task of the
// page over 50 ms or more memory.

const options = { quick: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: false });
if (values.help || (positionals.length > 0 && !positionals.includes("console"))) process.exit();

const print = (line: string) => process.stdout.write(`${line}\n`);
const median = (numbers: readonly number[]) =>
  numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN;

await using service = await startService();
const { url, projectId, token } = service;
const hotspot = createHotspotClient({ baseUrl: url, projectId, token });
await using browser = await launchChromium();
await firstView();
await manyUsers(hotspot);

/** As in a new profile of the browser, with nothing in its cache. */
async function firstView(): Promise<void> {
  const times: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < (values.quick ? 3 : 15); round += 1) {
    // A text of the service, which loads nothing.
    const empty = await timeTo("/healthz", "body");
    const view = await timeTo(`/console/p/${projectId}/configs`, "main h1 + button, main h2");
    times.push(view);
    ratios.push(view / empty);
  }
  print(
    `first view: ${median(times).toFixed(0)} ms (≤ 1000), ${median(ratios).toFixed(1)} × an empty page`,
  );
}

/** Milliseconds from the request until the page shows its view, and a frame after that is painted. */
async function timeTo(path: string, selector: string): Promise<number> {
  await using context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await signInBefore(page);
  await page.goto(path);
  return await page.evaluate(async (awaited) => {
    while (document.querySelector(awaited) === null) await new Promise(requestAnimationFrame);
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return performance.now();
  }, selector);
}

async function signInBefore(page: Page): Promise<void> {
  const session = JSON.stringify({ projectId, auth: { token }, role: { name: "admin" } });
  await page.addInitScript((text) => {
    if (location.protocol !== "about:") sessionStorage.setItem("hotspot-session", text);
  }, session);
}

async function manyUsers({ configs, nonMigrationUsers }: HotspotClient): Promise<void> {
  const count = values.quick ? 20_000 : 1_000_000;
  const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 0 };
  const { id } = await configs.create(settings);
  await nonMigrationUsers.add(id, usersUpTo(count));
  await using context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await signInBefore(page);
  await page.goto(`/console/p/${projectId}/configs/${id}`);
  const field = page.getByRole("textbox", { name: "Filter by name" });
  const session = await context.newCDPSession(page);
  /** Megabytes of the page in use. */
  async function memory(): Promise<number> {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return usedSize / 1e6;
  }
  /** What a use of the page takes, without the collection of garbage before and after. */
  async function measure(what: string, use: () => Promise<void>): Promise<void> {
    const before = await memory();
    await page.evaluate(() => {
      const [found, begin]: [number[], number] = [[], performance.now()];
      Reflect.set(window, "longTasks", found);
      new PerformanceObserver((list) => {
        const own = list.getEntries().filter(({ startTime }) => startTime >= begin);
        found.push(...own.map(({ duration }) => duration));
      }).observe({ type: "longtask" });
    });
    const start = performance.now();
    await use();
    await wait(100);
    const seconds = (performance.now() - start) / 1000;
    const tasks = await page.evaluate((): number[] => Reflect.get(window, "longTasks"));
    const longest = tasks.length === 0 ? "none over 50" : tasks.join(", ");
    print(
      `${what} ${count} users in ${seconds.toFixed(0)} s: tasks ${longest} ms (≤ 50), ` +
        `${before.toFixed(1)} MB before, ${(await memory()).toFixed(1)} MB after`,
    );
  }
  /** Filters by the name of one user after the other, as fast as one types. */
  async function type(first: number, times: number): Promise<void> {
    for (let number = first; number < first + times; number += 1) {
      await field.fill("");
      await field.pressSequentially(`Name ${number}`, { delay: 30 });
      await page.getByRole("cell", { name: `Name ${number}`, exact: true }).waitFor();
    }
  }
  await type(0, 3);
  await measure("filtering", () => type(count >> 1, values.quick ? 5 : 30));
  await field.fill("");
  await page.getByText(`1–25 of ${count.toLocaleString("en-US")}`).waitFor();
  // In place of a person who chooses a file.
  await page.evaluate(() =>
    Reflect.set(window, "showSaveFilePicker", async () =>
      (await navigator.storage.getDirectory()).getFileHandle("users", { create: true }),
    ),
  );
  await measure("exporting", async () => {
    await page.getByRole("button", { name: "Export…" }).press("Enter");
    await page.getByRole("button", { name: "Export", exact: true }).press("Enter");
    await page.getByText("users exported.").waitFor({ timeout: 600_000 });
  });
}

function* usersUpTo(count: number) {
  for (let number = 0; number < count; number += 1) {
    yield { user_id: String(number).padStart(32, "0"), user_name: `Name ${number}` };
  }
}
