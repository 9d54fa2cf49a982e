import { maxPageLimit } from "@hotspot-session/client/bounds";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";

import { isTrue, parseSearch, type Search, stringifySearch, wholeNumber } from "./search.ts";
import { currentSession } from "./session.ts";
import { Missing } from "./views/Missing.tsx";
import { Crash } from "./views/Crash.tsx";

/** Outside a project there is no frame around a view. */
const root = createRootRoute({
  notFoundComponent: () => (
    <main>
      <Missing />
    </main>
  ),
  errorComponent: () => (
    <main>
      <Crash />
    </main>
  ),
});

/** A place of the console; an address of another site is none. */
const placeOf = (value: unknown) =>
  typeof value === "string" && /^\/(?:p|explorer)\/[^/]/.test(value) ? value : undefined;

interface SignInSearch {
  /** Where to go after signing in. */
  readonly redirect?: string | undefined;
  /** Whether the service no longer accepts the credentials of this tab. */
  readonly expired?: boolean | undefined;
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: (search: Search): SignInSearch => ({
    redirect: placeOf(search["redirect"]),
    expired: isTrue(search["expired"]) ? true : undefined,
  }),
  beforeLoad({ search }) {
    const session = currentSession();
    // An address of another project asks for credentials of that project.
    if (session !== undefined && search.redirect === undefined) {
      throw redirect({ to: "/p/$projectId/configs", params: { projectId: session.projectId } });
    }
  },
  component: lazyRouteComponent(() => import("./views/SignIn.tsx"), "SignIn"),
});

const project = createRoute({
  getParentRoute: () => root,
  path: "/p/$projectId",
  beforeLoad({ params, location }) {
    if (currentSession()?.projectId !== params.projectId) {
      throw redirect({ to: "/", search: { redirect: location.href } });
    }
  },
  notFoundComponent: Missing,
  component: lazyRouteComponent(() => import("./views/Project.tsx"), "Project"),
});

const projectStart = createRoute({
  getParentRoute: () => project,
  path: "/",
  beforeLoad({ params }) {
    throw redirect({ to: "/p/$projectId/configs", params });
  },
});

interface ConfigsSearch {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** Whether the form for a new configuration is open. */
  readonly create?: boolean | undefined;
}

/** One more is asked for, to know whether there are more. */
const largestPage = maxPageLimit - 1;

const configs = createRoute({
  getParentRoute: () => project,
  path: "configs",
  validateSearch: (search: Search): ConfigsSearch => ({
    offset: wholeNumber(search["offset"], 1, 2 ** 31 - 1),
    limit: wholeNumber(search["limit"], 1, largestPage),
    create: isTrue(search["create"]) ? true : undefined,
  }),
  component: lazyRouteComponent(() => import("./views/Configs.tsx"), "Configs"),
});

/** What can be done with the exempt users of a configuration in a dialog of its own. */
export const userActions = ["add", "import", "export"] as const;
export type UserAction = (typeof userActions)[number];

/** All but the last are of its exempt users. */
interface ConfigSearch {
  /** What their names contain. */
  readonly filter?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** The dialog that is open. */
  readonly action?: UserAction | undefined;
}

const config = createRoute({
  getParentRoute: () => project,
  path: "configs/$configId",
  validateSearch: (search: Search): ConfigSearch => ({
    filter:
      typeof search["filter"] === "string" && search["filter"] !== ""
        ? search["filter"]
        : undefined,
    offset: wholeNumber(search["offset"], 1, 2 ** 31 - 1),
    limit: wholeNumber(search["limit"], 1, maxPageLimit),
    action: userActions.find((action) => action === search["action"]),
  }),
  component: lazyRouteComponent(() => import("./views/Config.tsx"), "Config"),
});

const explorerStart = createRoute({
  getParentRoute: () => project,
  path: "explorer",
  async beforeLoad({ params }) {
    const { operations } = await import("./operations.ts");
    const [{ id: operationId } = { id: "" }] = operations;
    throw redirect({
      to: "/p/$projectId/explorer/$operationId",
      params: { ...params, operationId },
      replace: true,
    });
  },
});

/** The parameters of an operation, by name: the contract says which there are. */
const textsOf = (search: Search): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );

const explorer = createRoute({
  getParentRoute: () => project,
  path: "explorer/$operationId",
  validateSearch: textsOf,
  component: lazyRouteComponent(() => import("./views/Explorer.tsx"), "Explorer"),
});

/** For links from the documentation, which knows no project. */
const explorerOfSession = createRoute({
  getParentRoute: () => root,
  path: "explorer/$operationId",
  validateSearch: textsOf,
  beforeLoad({ params, search, location }) {
    const { projectId } = currentSession() ?? {};
    throw projectId === undefined
      ? redirect({ to: "/", search: { redirect: location.href } })
      : redirect({
          to: "/p/$projectId/explorer/$operationId",
          params: { ...params, projectId },
          search,
          replace: true,
        });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    explorerOfSession,
    project.addChildren([projectStart, configs, config, explorerStart, explorer]),
  ]),
  basepath: "/console",
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultErrorComponent: Crash,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
