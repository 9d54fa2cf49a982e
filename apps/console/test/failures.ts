import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import type { Console } from "./fixture.ts";

const config = "configs/019a2b5e7c1d73e89f4a5b6c7d8e9f01";

interface Call {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  /** What sends it, and sends it again. */
  readonly button: string;
  /** `prefer` tells what the mock is asked for then. */
  readonly prepare?: (page: Page, prefer: () => string) => Promise<void>;
}

const calls: readonly Call[] = [
  { what: "reading configurations", method: "GET", path: "configs", button: "Try again" },
  {
    what: "creating a configuration",
    method: "POST",
    path: "configs?create=true",
    button: "Create configuration",
  },
  {
    what: "changing a configuration",
    method: "PATCH",
    path: config,
    button: "Save changes",
    prepare: (page) => page.getByRole("textbox", { name: "Sessions to exit" }).fill("7"),
  },
  {
    what: "adding a user",
    method: "PATCH",
    path: `${config}?action=add`,
    button: "Add user",
    prepare: (page) => page.getByLabel("User name").fill("night-batch"),
  },
  {
    what: "adding a list of users",
    method: "PATCH",
    path: `${config}?action=import`,
    button: "Add 1 user",
    async prepare(page, prefer) {
      await fromWorker(page, prefer);
      await page.getByLabel("Names or CSV").fill("night-batch");
      await page.getByRole("button", { name: "Preview" }).press("Enter");
    },
  },
  {
    what: "removing users",
    method: "PATCH",
    path: config,
    button: "Remove 1 user",
    async prepare(page, prefer) {
      await fromWorker(page, prefer);
      await page
        .getByRole("checkbox", { name: /^Select/ })
        .nth(1)
        .check();
      await page.getByRole("button", { name: "Remove…" }).press("Enter");
    },
  },
];

/** A worker sends without the additional headers of the page. */
const fromWorker = (page: Page, prefer: () => string) =>
  page.route("**/non-migration-users", (route, request) =>
    route.fallback({ headers: { ...request.headers(), prefer: prefer() } }),
  );

export function describeFailures(console: Console): void {
  describe("an error of the service", () => {
    it.each(calls)("is shown in its words, with the id of the request: $what", async (call) => {
      const { method, path, button: name, prepare } = call;
      // Reading with credentials that are not accepted leads to the form for others. One part shows all
      // errors: reading proves it of each status, a write that it reaches that part.
      const statuses = method === "GET" ? [400, 403, 404, 405, 500, 503] : [401, 503];
      const [first] = statuses;
      await using tab = await console.openMocked(
        path,
        method === "GET" ? { prefer: `code=${first}` } : {},
      );
      const { page } = tab;
      let prefer = "";
      await prepare?.(page, () => prefer);
      // The last: a dialog may be opened by one of the same name.
      const hasText = new RegExp(`^(${name}|Continue with the rest)$`);
      const button = page.locator("button", { hasText }).last();
      await button.waitFor();
      for (const status of statuses) {
        prefer = `code=${status}`;
        await page.setExtraHTTPHeaders({ prefer });
        await button.press("Enter");
        // Behind a dialog, what is read again may fail, too.
        const shown = new RegExp(`WKS\\.00000${status}\\s*Request ID\\s*[\\w-]+`);
        await page.locator("[role=alert]", { hasText: shown }).last().waitFor();
        expect(tab.takeRefusals()).toContain(`${status} ${method}`);
      }
    });

    it("can be copied by the id of its request", async () => {
      await using tab = await console.openMocked("configs", { prefer: "code=404" });
      const { page } = tab;
      const alert = page.getByRole("alert");
      await alert.getByRole("button", { name: "Copy" }).press("Enter");
      await alert.getByText("Copied").waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).not.toBe("");
      expect(await alert.innerText()).toContain(copied);
      expect(tab.takeRefusals()).toEqual(["404 GET"]);
    });
  });
}
