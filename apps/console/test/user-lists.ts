import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { accessibilityViolations } from "./accessibility.ts";
import { picture } from "./browser.ts";
import type { Console } from "./fixture.ts";
import { configOf, workers } from "./users-of-configs.ts";

export function describeUserLists(console: Console): void {
  describe("exempt users", () => {
    it("are added one by one, pasted, and made those of a file, by keyboard", async () => {
      const { id, stored } = await configOf(console.service, workers(3));
      await using tab = await console.openAs(`configs/${id}`);
      const { page } = tab;
      const add = page.getByRole("button", { name: "Add user" });
      await add.press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("User ID").press("Enter");
      await dialog.getByText("Enter an ID or a name.").waitFor();
      await dialog.getByLabel("User name").fill("n".repeat(129));
      await page.keyboard.press("Enter");
      await dialog.getByText("user_name: must have at most 128 characters, and has 129").waitFor();
      await dialog.getByLabel("User name").fill("night-batch");
      await page.keyboard.press("Enter");
      await page.getByText("1 user added.").waitFor();
      await page.locator(":focus").and(add).waitFor();

      await page.getByRole("button", { name: "Paste or upload…" }).press("Enter");
      const text = dialog.getByLabel("Names or CSV");
      // What is read may be no more when it is read, nor may what reads it.
      const removed = await page.evaluateHandle(async () => {
        const folder = await navigator.storage.getDirectory();
        const handle = await folder.getFileHandle("no", { create: true });
        const stream = await handle.createWritable();
        await stream.write("x1,Ann");
        await stream.close();
        const transfer = new DataTransfer();
        transfer.items.add(await handle.getFile());
        await folder.removeEntry("no");
        return transfer;
      });
      await dialog.locator("form").dispatchEvent("drop", { dataTransfer: removed });
      await dialog.getByRole("alert").waitFor();
      const script = "**/list-worker-*.js";
      await page.route(script, (route) => route.fulfill({ status: 404 }));
      await text.fill("x1,Ann");
      await dialog.getByRole("button", { name: "Preview" }).press("Enter");
      await dialog.getByRole("alert").getByText("could not be loaded").waitFor();
      expect(tab.takeRefusals()).toEqual(["404 GET"]);
      await page.unroute(script);
      await text.fill("x1,Ann\nx2;Bob\n");
      await dialog.getByRole("button", { name: "Preview" }).press("Enter");
      await dialog.getByText("has 1 field where the first line has 2").waitFor();
      await dialog.getByRole("button", { name: "Back" }).press("Enter");
      expect(await text.inputValue()).toBe("x1,Ann\nx2;Bob\n");
      await text.fill("x1,Ann\nx1,Bob\n");
      await dialog.getByRole("button", { name: "Preview" }).press("Enter");
      await dialog.getByLabel("Make the list exactly this").press(" ");
      await page.keyboard.press("Enter");
      await dialog.getByText("which one holds?").waitFor();
      expect(await dialog.getByLabel("Make the list exactly this").isChecked()).toBe(true);
      await dialog.getByRole("button", { name: "Back" }).press("Enter");
      await text.fill("x1,Ann\nx2,Bob\nx1,Ann\n");
      await dialog.getByRole("button", { name: "Preview" }).press("Enter");
      await dialog.getByText("Line 3 repeats a user of a line before.").waitFor();
      await dialog.getByRole("button", { name: "As code" }).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await picture(page, "users-preview");
      await dialog.getByRole("button", { name: "Add 3 users" }).press("Enter");
      await page.getByText("3 users added.").waitFor();
      await page.getByText("1–6 of 6").waitFor();
      await dialog.waitFor({ state: "detached" });

      await page.getByRole("button", { name: "Paste or upload…" }).press("Enter");
      const wanted = "user_id,user_name\nid-0,renamed\nx2,Rob\nx3,Eve\n";
      await dialog
        .locator("[type=file]")
        .setInputFiles({ name: "users.csv", mimeType: "text/csv", buffer: Buffer.from(wanted) });
      await dialog.getByLabel("Make the list exactly this").press(" ");
      await page.keyboard.press("Enter");
      for (const [kind, count] of Object.entries({
        "To add": 1,
        "To overwrite": 2,
        "To remove": 4,
      })) {
        const table = dialog.getByRole("table", { name: kind });
        await table.getByRole("row").nth(1).waitFor();
        expect(await table.getByRole("row").count()).toBe(1 + Math.min(count, 3));
      }
      expect(await accessibilityViolations(page)).toEqual([]);
      await picture(page, "users-plan");
      await dialog.getByLabel("To confirm, enter the number of users to remove: 4").fill("4");
      await page.keyboard.press("Enter");
      await dialog.getByLabel("enter the number of users to overwrite: 2").fill("2");
      await page.keyboard.press("Enter");
      await page.getByText("The list is now exactly this: 3 users.").waitFor();
      await dialog.waitFor({ state: "detached" });
      expect(await stored()).toEqual([
        { user_id: "id-0", user_name: "renamed" },
        { user_id: "x2", user_name: "Rob" },
        { user_id: "x3", user_name: "Eve" },
      ]);
    });

    it("of a long list show what is in and what is not after a failure or a cancellation, and go on", async () => {
      const { id, stored } = await configOf(console.service, []);
      await using tab = await console.openAs(`configs/${id}?action=import`);
      const { page } = tab;
      const dialog = page.getByRole("dialog");
      const names = workers(4000).map(({ user_name }) => user_name);
      await dialog.locator("[type=file]").setInputFiles({
        name: "users.txt",
        mimeType: "text/plain",
        buffer: Buffer.from(names.join("\n")),
      });
      const first = await holdSecond(page);
      await dialog.getByRole("button", { name: "Add 4,000 users" }).press("Enter");
      await dialog.getByText("1,000 of 4,000").waitFor();
      await picture(page, "users-progress");
      (await first.held).fail();
      await dialog.getByText("1,000 of 4,000 users are added: lines 1 to 1000.").waitFor();
      await dialog.getByText("3,000 are not added: lines 1001 to 4000.").waitFor();
      await dialog.getByRole("alert").getByText("request-of-the-test").waitFor();
      expect(tab.takeRefusals()).toEqual(["400 PATCH"]);
      await picture(page, "users-partial");

      const second = await holdSecond(page);
      await dialog.getByRole("button", { name: "Continue with the rest" }).press("Enter");
      await dialog.getByText("1,000 of 3,000").waitFor();
      await dialog.getByRole("button", { name: "Cancel" }).press("Enter");
      (await second.held).let();
      await dialog.getByText("2,000 of 3,000 users are added: lines 1001 to 3000.").waitFor();
      await dialog.getByRole("button", { name: "Continue with the rest" }).press("Enter");
      await page.getByText("1,000 users added.").waitFor();
      expect((await stored()).map(({ user_name }) => user_name)).toEqual(names);
    });
  });
}

interface Held {
  /** Lets it through. */
  let(): void;
  /** Answers it with an error. */
  fail(): void;
}

/** Holds the second of the next changes. */
async function holdSecond(page: Page): Promise<{ readonly held: Promise<Held> }> {
  let reached: (held: Held) => void = () => undefined;
  const held = new Promise<Held>((resolve) => {
    reached = resolve;
  });
  let count = 0;
  await page.route("**/non-migration-users", async (route) => {
    if ((count += 1) !== 2) return route.fallback();
    const isLet = await new Promise<boolean>((resolve) => {
      reached({ let: () => resolve(true), fail: () => resolve(false) });
    });
    if (isLet) return route.fallback();
    return route.fulfill({
      status: 400,
      headers: { "x-request-id": "request-of-the-test" },
      json: { error_code: "WKS.00000400", error_msg: "non_migrate_users: no" },
    });
  });
  return { held };
}
