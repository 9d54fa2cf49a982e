import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { goTo } from "./browser.ts";
import { type Console, mockedProject } from "./fixture.ts";

const config = "configs/019a2b5e7c1d73e89f4a5b6c7d8e9f01";

interface Write {
  /** Of the button that sends it. */
  readonly name: string;
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
  /** What shows once it is done. */
  readonly done: string;
}

/** One of each kind. */
const writes: readonly Write[] = [
  { name: "Create configuration", path: "configs?create=true", done: "Exempt users" },
  {
    name: "Save changes",
    path: config,
    prepare: (page) => page.getByRole("textbox", { name: "Sessions to exit" }).fill("7"),
    done: "Saved",
  },
  {
    name: "Add user",
    path: `${config}?action=add`,
    prepare: (page) => page.getByLabel("User name").fill("night-batch"),
    done: "1 user added.",
  },
  {
    name: "Add 1 user",
    path: `${config}?action=import`,
    async prepare(page) {
      await page.getByLabel("Names or CSV").fill("night-batch");
      await page.getByRole("button", { name: "Preview" }).press("Enter");
    },
    done: "1 user added.",
  },
  {
    name: "Remove 1 user",
    path: config,
    async prepare(page) {
      const users = page.getByRole("checkbox", { name: /^Select/ });
      await users.nth(1).press(" ");
      await page.getByRole("button", { name: "Remove…" }).press("Enter");
    },
    done: "1 user removed.",
  },
];

/** What shows an error of a status. */
const failure = (page: Page, status: number) =>
  page.getByRole("alert").filter({
    hasText: new RegExp(`WKS\\.00000${status}\\s*Request ID\\s*[\\w-]+`),
  });

export function describeFailures(console: Console): void {
  // One part shows all errors: reading proves it of each status, a write that it reaches that part.
  describe("an error of the service", () => {
    it("is shown in its words, with the id of the request, which can be copied", async () => {
      await using tab = await console.openMocked("configs", { prefer: "code=400" });
      const { page } = tab;
      await failure(page, 400).waitFor();
      // With credentials that are not accepted, reading leads to the form for others.
      for (const status of [403, 404, 405, 500, 503]) {
        await page.setExtraHTTPHeaders({ prefer: `code=${status}` });
        await page.getByRole("button", { name: "Try again" }).press("Enter");
        await failure(page, status).waitFor();
        expect(tab.takeRefusals()).toContain(`${status} GET`);
      }
      // Not on the clipboard itself, which the pages share.
      const copied = page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            navigator.clipboard.writeText = async (text) => resolve(text);
          }),
      );
      const alert = page.getByRole("alert");
      await alert.getByRole("button", { name: "Copy" }).press("Enter");
      await alert.getByText("Copied").waitFor();
      expect(await alert.innerText()).toMatch(new RegExp(`Request ID\\s+${await copied}\\s`));
    });

    it("is shown where a write caused it, which can be sent again", async () => {
      await using tab = await console.openMocked("configs");
      const { page } = tab;
      let prefer = "";
      // A worker sends without the additional headers of the page.
      await page.route("**/v1/**", (route, request) =>
        request.method() === "GET"
          ? route.fallback()
          : route.fallback({ headers: { ...request.headers(), prefer } }),
      );
      for (const { path, name, prepare, done } of writes) {
        await goTo(page, `p/${mockedProject}/${path}`);
        await prepare?.(page);
        // The last: a dialog may be opened by one of the same name.
        const hasText = new RegExp(`^(${name}|Continue with the rest)$`);
        const button = page.locator("button", { hasText }).last();
        prefer = "code=401";
        await button.press("Enter");
        await failure(page, 401).waitFor();
        expect(tab.takeRefusals().join(), name).toMatch(/^401 (POST|PATCH)$/);
        prefer = "";
        await button.press("Enter");
        await page.getByText(done).first().waitFor();
      }
    });
  });
}
