import { describe, expect, it } from "vitest";

import { accessibilityViolations, horizontalOverflow } from "./accessibility.ts";
import { goTo, picture } from "./browser.ts";
import { type Console, mockedProject } from "./fixture.ts";

const configs = `p/${mockedProject}/configs`;
const config = `${configs}/019a2b5e7c1d73e89f4a5b6c7d8e9f01`;

/** Views that one page shows in turn: a name, an address, and what shows when the view is complete. */
const views: Readonly<Record<string, readonly (readonly [string, string, string, string?])[]>> = {
  configurations: [
    ["configs", configs, "role=row >> nth=1"],
    ["new-config", `${configs}?create=true`, "role=dialog[name='New configuration']"],
    ["failure", `${configs}?limit=2`, "role=alert", "code=500"],
    ["no-configs", `${configs}?limit=3`, "text=No configuration yet", "example=no_configuration"],
  ],
  "a configuration": [
    ["config", config, "role=row >> nth=1"],
    ["add-user", `${config}?action=add`, "role=dialog[name='Add a user']"],
    ["import-users", `${config}?action=import`, "role=dialog[name='Use a list of users']"],
    ["export-users", `${config}?action=export`, "role=dialog[name='Export users']"],
  ],
  "all else": [
    ["explorer", `p/${mockedProject}/explorer/UpdateNonMigrationUsers`, "text=Answer of the mock"],
    ["missing", `p/${mockedProject}/nowhere`, "text=Page not found"],
    ["missing-project", "nowhere", "text=Page not found"],
    ["sign-in", "?redirect=/p/other/configs", "role=heading[name^='Sign in']"],
  ],
};

export function describeAppearance(console: Console): void {
  describe("a view", () => {
    it.each(Object.entries(views))(
      "of %s is accessible, light and dark, and fits a phone and a tablet",
      async (_, shown) => {
        await using tab = await console.openMocked("configs");
        const { page } = tab;
        await page.getByRole("banner").waitFor();
        // The least width at which the header is on one line.
        await page.setViewportSize({ width: 800, height: 740 });
        expect(await horizontalOverflow(page)).toBe(0);
        for (const [name, path, complete, prefer = ""] of shown) {
          await page.setExtraHTTPHeaders({ prefer });
          await page.setViewportSize({ width: 1280, height: 800 });
          await page.emulateMedia({ colorScheme: "light" });
          await goTo(page, path);
          await page.locator(complete).first().waitFor();
          expect(await accessibilityViolations(page), name).toEqual([]);
          await picture(page, `${name}-light`);
          await page.setViewportSize({ width: 360, height: 740 });
          await page.emulateMedia({ colorScheme: "dark" });
          expect(await accessibilityViolations(page), name).toEqual([]);
          expect(await horizontalOverflow(page), name).toBe(0);
          await picture(page, `${name}-dark-phone`);
        }
        tab.takeRefusals();
      },
    );
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
    // What is still loaded would fail: the icon comes from another server than the rows.
    await page.waitForLoadState("networkidle");
    await page.context().setOffline(true);
    const notice = page.getByText("You are offline");
    await notice.waitFor();
    await page.context().setOffline(false);
    await notice.waitFor({ state: "detached" });
    expect(await page.getByRole("row").count()).toBe(2);
  });
}
