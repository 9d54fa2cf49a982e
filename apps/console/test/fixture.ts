import { type Mock, startMock } from "@hotspot-session/mock";
import { afterAll, beforeAll } from "vitest";

import { type Browser, startBrowser, type Tab, type TabSettings as Settings } from "./browser.ts";
import { startFront } from "./front.ts";
import { type Service, startService } from "./service.ts";

interface TabSettings extends Partial<Omit<Settings, "origin">> {
  /** Whether the mock answers in place of the service. */
  readonly isMocked?: boolean;
}

/** The parts that all tests of the console share: a Chromium, the service and a mock of it. */
export interface Console {
  readonly service: Service;
  readonly mock: Mock;
  /** Where the console is served: beside the service, and beside the mock. */
  readonly origins: Origins;
  /** A page without credentials. */
  open(settings?: TabSettings): Promise<Tab>;
  /** A page of an admin, or of whom `session` names; `path` is below the project. */
  openAs(path: string, settings?: TabSettings): Promise<Tab>;
  /** The same with the mock in place of the service: `prefer` asks for an answer of the contract. */
  openMocked(path: string, settings?: TabSettings): Promise<Tab>;
}

interface Origins {
  readonly service: string;
  readonly mock: string;
}

/** Starts them before the tests of a file, and ends them after. */
export function useConsole(): Console {
  const started = new AsyncDisposableStack();
  let parts: { service: Service; mock: Mock; browser: Browser; origins: Origins } | undefined;
  beforeAll(async () => {
    const [service, mock, browser] = await Promise.all([
      startService().then((one) => started.use(one)),
      startMock().then((one) => started.use(one)),
      startBrowser().then((one) => started.use(one)),
    ]);
    const real = started.use(await startFront(service.url, service.api));
    const mocked = started.use(await startFront(service.url, mock.url));
    parts = { service, mock, browser, origins: { service: real.url, mock: mocked.url } };
  });
  // A request that breaks the contract fails here.
  afterAll(() => started.disposeAsync());
  const running = () => {
    if (parts === undefined) throw new Error("only tests may use it");
    return parts;
  };
  const open = ({ isMocked = false, ...settings }: TabSettings = {}) => {
    const { browser, origins } = running();
    return browser.open({ origin: isMocked ? origins.mock : origins.service, ...settings });
  };
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
    get origins() {
      return running().origins;
    },
    open,
    openAs,
    openMocked: (path, settings) => openAs(path, { isMocked: true, ...settings }),
  };
}
