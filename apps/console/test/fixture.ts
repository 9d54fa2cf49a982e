import { type Mock, startMock } from "@hotspot-session/mock";
import { afterAll, beforeAll } from "vitest";

import { type Browser, startBrowser, type Tab, type TabSettings as Settings } from "./browser.ts";
import { type Service, startService } from "./service.ts";

/** Of a page: its calls go to the service unless `api` names another place. */
type TabSettings = Partial<Settings>;

/** The parts that all tests of the console share: a Chromium, the service and a mock of it. */
export interface Console {
  readonly service: Service;
  readonly mock: Mock;
  /** A page without credentials. */
  open(settings?: TabSettings): Promise<Tab>;
  /** A page of an admin, or of whom `session` names; `path` is below the project. */
  openAs(path: string, settings?: TabSettings): Promise<Tab>;
  /** The same with the mock in place of the service: `prefer` asks for an answer of the contract. */
  openMocked(path: string, settings?: TabSettings): Promise<Tab>;
}

/** Starts them before the tests of a file, and ends them after. */
export function useConsole(): Console {
  const started = new AsyncDisposableStack();
  let parts: { service: Service; mock: Mock; browser: Browser } | undefined;
  beforeAll(async () => {
    const service = started.use(await startService());
    const [mock, browser] = await Promise.all([startMock(), startBrowser(service.url)]);
    parts = { service, mock: started.use(mock), browser: started.use(browser) };
  });
  // A request that breaks the contract fails here.
  afterAll(() => started.disposeAsync());
  const running = () => {
    if (parts === undefined) throw new Error("only tests may use it");
    return parts;
  };
  const open = (settings: TabSettings = {}) =>
    running().browser.open({ api: running().service.api, ...settings });
  async function openAs(path: string, settings: TabSettings = {}): Promise<Tab> {
    const { projectId, token } = running().service;
    const session = { projectId, auth: { token }, role: { name: "admin" } };
    const tab = await open({ session, ...settings });
    await tab.page.goto(`/console/p/${projectId}/${path}`);
    return tab;
  }
  return {
    get service() {
      return running().service;
    },
    get mock() {
      return running().mock;
    },
    open,
    openAs,
    openMocked: (path, settings) => openAs(path, { api: running().mock.url, ...settings }),
  };
}
