import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { accessibilityViolations, horizontalOverflow } from "./accessibility.ts";
import { picture, type Tab } from "./browser.ts";
import type { Console } from "./fixture.ts";

const id = "019a2b5e7c1d73e89f4a5b6c7d8e9f01";

/** Each view, by its address and the heading that shows when it is complete. */
const views = [
  ["configs", "configs", "row"],
  ["no-configs", "configs", "heading", "example=no_configuration"],
  ["new-config", "configs?create=true", "dialog"],
  ["config", `configs/${id}`, "switch"],
  ["explorer", "explorer/UpdateNonMigrationUsers", "region"],
  ["add-user", `configs/${id}?action=add`, "dialog"],
  ["import-users", `configs/${id}?action=import`, "dialog"],
  ["export-users", `configs/${id}?action=export`, "dialog"],
  ["failure", "configs", "alert", "code=500"],
  ["missing", "nowhere", "heading"],
  ["missing-project", "../../nowhere", "heading"],
] as const;

export function describeAppearance(console: Console): void {
  describe("a view", () => {
    const opened = new AsyncDisposableStack();
    let tab: Tab;
    // One page for all of them: to start the console takes as long as to look at it.
    beforeAll(async () => {
      tab = opened.use(await console.openMocked("configs"));
    });
    afterAll(() => opened.disposeAsync());

    it.each(views)(
      "is accessible, light and dark, and fits a phone and a tablet: %s",
      async (...view) => {
        const [name, path, role, prefer = ""] = view;
        const { page } = tab;
        await page.setExtraHTTPHeaders({ prefer });
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.goto(`/console/p/${console.service.projectId}/${path}`);
        await expectAccessible(page, name, role);
        tab.takeRefusals();
      },
    );

    it("to sign in is accessible, too", async () => {
      await using signIn = await console.open();
      await signIn.page.goto("/console/");
      await expectAccessible(signIn.page, "sign-in", "heading");
    });
  });

  it("the theme follows the system until one is chosen, which a reload keeps", async () => {
    await using tab = await console.openMocked("configs", { dark: true });
    const { page } = tab;
    const background = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const theme = page.getByLabel("Theme");
    await theme.waitFor();
    const dark = await background();
    await theme.selectOption("light");
    const light = await background();
    expect(light).not.toBe(dark);
    await page.reload();
    await theme.waitFor();
    expect(await background()).toBe(light);
  });

  it("says so while the browser is offline", async () => {
    await using tab = await console.openMocked("configs");
    const { page } = tab;
    await page.getByRole("row").nth(1).waitFor();
    await page.context().setOffline(true);
    const notice = page.getByText("You are offline");
    await notice.waitFor();
    await page.context().setOffline(false);
    await notice.waitFor({ state: "detached" });
    expect(await page.getByRole("row").count()).toBe(2);
  });
}

async function expectAccessible(
  page: Tab["page"],
  name: string,
  role: (typeof views)[number][2],
): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole(role).first().waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await picture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await accessibilityViolations(page, ["color-contrast"])).toEqual([]);
  await picture(page, `${name}-light`);
  // A phone at last, for the picture; before it, where the header is on one line in the least width.
  for (const width of [800, 360]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await horizontalOverflow(page), `${width} px`).toBe(0);
  }
  await picture(page, `${name}-phone`);
}
