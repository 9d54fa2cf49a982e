import { readFile } from "node:fs/promises";

import type { UserInfo } from "@hotspot-session/client";
import { describe, expect, it } from "vitest";

import { accessibilityViolations, horizontalOverflow } from "./accessibility.ts";
import { picture } from "./browser.ts";
import type { Console } from "./fixture.ts";
import { configOf, workers } from "./users-of-configs.ts";

/** Users whose texts try to be something else. */
const hostile: readonly UserInfo[] = [
  { user_id: "</script><script>alert(1)</script>", user_name: "<img src=x onerror=alert(1)>" },
  { user_id: "a\u200Bb", user_name: "invoice\u202Efdp.exe" },
  { user_id: "𝒳".repeat(128), user_name: "😀".repeat(128) },
  { user_id: "=1+1", user_name: "@SUM(A1)" },
];

export function describeUsers(console: Console): void {
  describe("exempt users", () => {
    it("are found by filter and page, which the address keeps", async () => {
      const { id } = await configOf(console.service, [...workers(250), { user_id: "no-name" }]);
      // Within the first page, which is one to go to, then.
      await using tab = await console.openAs(`configs/${id}?offset=5`);
      const { page } = tab;
      const search = () => new URL(page.url()).searchParams;
      const focus = page.locator("main :focus");
      await page.getByText("6–30 of 251").waitFor();
      await page.getByRole("link", { name: "First page" }).press("Enter");
      await page.getByText("1–25 of 251").waitFor();
      await focus.and(page.getByRole("link", { name: "First page" })).waitFor();
      const filter = page.getByRole("textbox", { name: "Filter by name" });
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      // Faster than any pause, however busy this machine is.
      await filter.evaluate((input: HTMLInputElement) => {
        input.focus();
        for (const letter of "WORKER-1") document.execCommand("insertText", false, letter);
      });
      await page.getByText("1–25 of 111").waitFor();
      expect(search().get("filter")).toBe("WORKER-1");
      // What was typed in between was not asked for.
      expect(asked.filter((url) => url.includes("user_name="))).toHaveLength(1);
      await page.getByRole("textbox", { name: "Page" }).fill("5");
      await page.keyboard.press("Enter");
      await page.getByText("101–111 of 111").waitFor();
      await focus.and(page.getByRole("textbox", { name: "Page" })).waitFor();
      await page.getByLabel("Rows").selectOption("50");
      await page.getByText("101–111 of 111").waitFor();
      await page.reload();
      await page.getByText("101–111 of 111").waitFor();
      expect(await filter.inputValue()).toBe("WORKER-1");
      expect(Object.fromEntries(search())).toEqual({
        filter: "WORKER-1",
        offset: "100",
        limit: "50",
      });
      await page.getByRole("link", { name: "First page" }).press("Enter");
      await page.getByText("1–50 of 111").waitFor();
      await page.getByRole("button", { name: "Clear the filter" }).press("Enter");
      await page.getByText("1–50 of 251").waitFor();
      await focus.and(filter).waitFor();
    });

    it("are selected on pages or by the filter, and removed once their number is confirmed", async () => {
      const { id, stored } = await configOf(console.service, workers(250));
      await using tab = await console.openAs(`configs/${id}?filter=worker-1`);
      const { page } = tab;
      const dialog = page.getByRole("dialog");
      await page.getByRole("checkbox", { name: "Select worker-10", exact: true }).press(" ");
      await page.getByRole("link", { name: "Next page" }).press("Enter");
      await page.getByRole("checkbox", { name: "Select worker-124" }).press(" ");
      await page.getByText("2 selected").waitFor();
      await page.getByRole("button", { name: "Remove…" }).press("Enter");
      await dialog.getByRole("button", { name: "Remove 2 users" }).press("Enter");
      await page.getByText("2 users removed.").waitFor();
      await page.getByText("of 109").waitFor();

      await page.getByRole("checkbox", { name: "Select the users of this page" }).press(" ");
      await page.getByRole("button", { name: "Select all 109" }).press("Enter");
      await page.locator(":focus").getByText("Clear", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Remove…" }).press("Enter");
      const confirm = dialog.getByLabel("enter the number of users to remove: 109");
      await confirm.fill("100");
      const button = dialog.getByRole("button", { name: "Remove 109 users" });
      expect(await button.getAttribute("aria-disabled")).toBe("true");
      await page.keyboard.press("Enter");
      await confirm.fill("109");
      await page.keyboard.press("Enter");
      await page.getByText("109 users removed.").waitFor();
      const left = await stored();
      expect(left).toHaveLength(139);
      expect(left.some(({ user_name }) => user_name?.includes("worker-1"))).toBe(false);
    });

    it("are exported all or not at all, as any program can read them, and without formulas", async () => {
      const { id } = await configOf(console.service, [...hostile, ...workers(120)]);
      await using tab = await console.openAs(`configs/${id}?action=export`);
      const { page } = tab;
      // In place of a person who chooses a file: nobody does, and then one of the page's own storage.
      await page.evaluate(() => {
        const refuse = () => Promise.reject(new DOMException("", "AbortError"));
        const choose = async () =>
          (await navigator.storage.getDirectory()).getFileHandle("chosen", { create: true });
        let calls = 0;
        Reflect.set(window, "showSaveFilePicker", () => ((calls += 1) === 1 ? refuse() : choose()));
      });
      const button = page.getByRole("button", { name: "Export", exact: true });
      await button.press("Enter");
      await page.locator("[type=radio]:focus").waitFor();
      await button.press("Enter");
      await page.getByText("124 users exported.").waitFor();
      const chosen = await page.evaluate(async () => {
        const handle = await (await navigator.storage.getDirectory()).getFileHandle("chosen");
        return (await handle.getFile()).text();
      });
      expect(chosen.split("\n")).toHaveLength(126);

      // As in browsers that cannot write to a file.
      await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
      await page.getByRole("button", { name: "Export…" }).press("Enter");
      const refused = (url: URL) => url.searchParams.get("offset") === "100";
      await page.route(refused, (route) =>
        route.fulfill({
          status: 400,
          json: { error_code: "WKS.00000400", error_msg: "offset: no" },
        }),
      );
      await button.press("Enter");
      await page.getByRole("alert").getByText("offset: no").waitFor();
      await page.getByText("No file was saved.").waitFor();
      expect(tab.takeRefusals()).toEqual(["400 GET"]);
      await page.unroute(refused);

      async function save(format: string) {
        await page.getByLabel(format, { exact: true }).press(" ");
        const download = page.waitForEvent("download");
        await button.press("Enter");
        const path = await (await download).path();
        await page.getByText("124 users exported.").waitFor();
        return await readFile(path, "utf8");
      }
      const lines = (await save("NDJSON")).trimEnd().split("\n");
      expect(lines.map((line) => JSON.parse(line))).toEqual([...hostile, ...workers(120)]);
      await page.getByRole("button", { name: "Export…" }).press("Enter");
      const cells = (await save("CSV for spreadsheets")).split("\n");
      expect(cells[4]).toBe("'=1+1,'@SUM(A1)");
      expect(cells).toHaveLength(126);
    });

    it("with any text are shown so that it can be seen, and run nothing", async () => {
      const { id } = await configOf(console.service, hostile);
      await using tab = await console.openAs(`configs/${id}`, { width: 360 });
      const { page } = tab;
      await page.getByText("<img src=x onerror=alert(1)>", { exact: true }).waitFor();
      await page.getByText("</script><script>alert(1)</script>", { exact: true }).waitFor();
      const cell = page.getByRole("cell", { name: "invoiceU+202Efdp.exe", exact: true });
      expect(await cell.innerText()).toBe("invoiceU+202Efdp.exe");
      expect(await cell.locator("bdi").count()).toBe(1);
      await page.getByRole("checkbox", { name: "Select invoiceU+202Efdp.exe" }).waitFor();
      await page.getByText("😀".repeat(128), { exact: true }).waitFor();
      expect(await horizontalOverflow(page)).toBe(0);
      expect(await accessibilityViolations(page)).toEqual([]);
      await picture(page, "users-hostile-phone");
      await page.getByRole("checkbox", { name: "Select the users of this page" }).press(" ");
      await page.getByRole("button", { name: "Remove…" }).press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByText("invoiceU+202Efdp.exe").waitFor();
      await dialog.getByRole("button", { name: "As code" }).press("Enter");
      const code = page.getByRole("dialog", { name: "This call as code" }).getByRole("region");
      expect(await code.innerText()).toContain(String.raw`invoice\u202efdp.exe`);
      expect(await code.innerText()).toContain("<img src=x onerror=alert(1)>");
      await page.keyboard.press("Escape");
      await code.waitFor({ state: "detached" });
      await dialog.getByRole("button", { name: "Cancel" }).press("Enter");
      await dialog.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Paste or upload…" }).press("Enter");
      await dialog
        .getByLabel("Names or CSV")
        .fill(hostile.map((user) => JSON.stringify(user)).join("\n"));
      await dialog.getByRole("button", { name: "Preview" }).press("Enter");
      for (const text of [
        "<img src=x onerror=alert(1)>",
        "invoiceU+202Efdp.exe",
        "😀".repeat(128),
      ]) {
        await dialog.getByRole("cell", { name: text, exact: true }).waitFor();
      }
      await dialog.getByRole("button", { name: "Back" }).press("Enter");
      const dropped = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(["user_id,<b>\u202E\n"], "a\u202Evsc.csv"));
        return transfer;
      });
      await dialog.locator("form").dispatchEvent("drop", { dataTransfer: dropped });
      await dialog.getByText("aU+202Evsc.csv").waitFor();
      await dialog.getByText("<b>U+202E: is an unknown column").waitFor();
    });

    it("with any text are shown so in the explorer, as are an address and what is typed", async () => {
      const { id } = await configOf(console.service, hostile);
      await using tab = await console.openAs(`explorer/ListNonMigrationUsers?config_id=${id}`);
      const { page } = tab;
      await page.getByRole("button", { name: /^Send/ }).press("Enter");
      const answer = page.locator("pre[aria-label=Response]");
      await answer.waitFor();
      expect(await answer.innerText()).toContain('"<img src=x onerror=alert(1)>"');
      expect(await answer.innerText()).toContain(String.raw`"invoice\u202efdp.exe"`);
      expect(await answer.innerText()).toContain("😀".repeat(128));

      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").locator("input:focus").waitFor();
      await page.keyboard.insertText("<b>\u202E");
      await page.getByRole("menuitem", { name: "<b>U+202E" }).press("Enter");
      await page.getByRole("heading", { name: "There is no such configuration" }).waitFor();
      await page.getByText("<b>U+202E", { exact: true }).waitFor();
      expect(await page.title()).toContain("<b>U+202E");
      expect(tab.takeRefusals()).toEqual(["404 GET"]);
    });

    it("that answer with an error show it, the rest of the view stays, and they are read again", async () => {
      await using tab = await console.openMocked("configs/019a2b5e7c1d73e89f4a5b6c7d8e9f01");
      const { page } = tab;
      await page.getByRole("row").nth(1).waitFor();
      const users = "**/non-migration-users?**";
      let prefer = "code=400";
      await page.route(users, (route, request) =>
        route.fallback({ headers: { ...request.headers(), prefer } }),
      );
      await page.getByRole("textbox", { name: "Filter by name" }).fill("a");
      await page.getByRole("alert").getByText("WKS.00000400").waitFor();
      for (const status of [403, 404, 405, 500, 503]) {
        prefer = `code=${status}`;
        await page.getByRole("button", { name: "Try again" }).press("Enter");
        await page.getByRole("alert").getByText(`WKS.00000${status}`).waitFor();
        expect(tab.takeRefusals()).toContain(`${status} GET`);
      }
      await page.getByRole("heading", { name: "Settings" }).waitFor();
      await page.unroute(users);
      await page.getByRole("button", { name: "Try again" }).press("Enter");
      await page.getByRole("row").nth(1).waitFor();
      await page.locator("section:has(:focus)", { hasText: "Exempt users" }).waitFor();
    });
  });
}
