import { type Mock, startMock, startVerifier, type Verifier } from "@hotspot-session/mock";
import { afterAll, beforeAll } from "vitest";

import { type Browser, startBrowser, type Tab, type TabSettings } from "./browser.ts";
import { startFront } from "./front.ts";
import { type Service, startService } from "./service.ts";

/** The mock answers for this project, and the service for all others. */
export const mockedProject = "mocked-project";

/** The parts that all tests of the console share: a Chromium, the service and a mock of it. */
export interface Console {
  readonly service: Service;
  readonly mock: Mock;
  /** Where the console is served, and beside it the APIs of the service and of the mock. */
  readonly url: string;
  /** A page without credentials. */
  open(settings?: TabSettings): Promise<Tab>;
  /** A page of an admin, or of whom `session` names; `path` is below the project. */
  openAs(path: string, settings?: TabSettings): Promise<Tab>;
  /** The same in the project of the mock: `prefer` asks for an answer of the contract. */
  openMocked(path: string, settings?: TabSettings): Promise<Tab>;
}

interface Parts extends Pick<Console, "service" | "mock" | "url"> {
  /** Prism's validating proxy of the service. */
  readonly verifier: Verifier;
  readonly browser: Browser;
}

/** Starts them before the tests of a file, and ends them after. */
export function useConsole(): Console {
  const started = new AsyncDisposableStack();
  let parts: Parts | undefined;
  const running = () => {
    if (parts === undefined) throw new Error("only tests may use it");
    return parts;
  };
  beforeAll(async () => {
    const { url } = started.use(
      await startFront((path) => {
        const { service, mock, verifier } = running();
        if (!path.startsWith("/v1/")) return service.url;
        return path.startsWith(`/v1/${mockedProject}/`) ? mock.url : verifier.url;
      }),
    );
    const [service, mock, browser] = await Promise.all([
      startService().then((one) => started.use(one)),
      startMock().then((one) => started.use(one)),
      startBrowser(url).then((one) => started.use(one)),
    ]);
    const verifier = started.use(await startVerifier(service.url));
    parts = { service, mock, verifier, browser, url };
  });
  // A request that breaks the contract fails here.
  afterAll(() => started.disposeAsync());
  async function openIn(project: string, path: string, settings: TabSettings = {}): Promise<Tab> {
    const { browser, service } = running();
    const auth = { token: service.token };
    const session = { projectId: project, auth, role: { name: "admin" } };
    const tab = await browser.open({ session, ...settings });
    await tab.page.goto(`/console/p/${project}/${path}`);
    return tab;
  }
  return {
    get service() {
      return running().service;
    },
    get mock() {
      return running().mock;
    },
    get url() {
      return running().url;
    },
    open: (settings) => running().browser.open(settings),
    openAs: (path, settings) => openIn(running().service.projectId, path, settings),
    openMocked: (path, settings) => openIn(mockedProject, path, settings),
  };
}
