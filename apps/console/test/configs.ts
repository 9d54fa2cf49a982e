import { randomUUID } from "node:crypto";

import { describe, expect, it, vi } from "vitest";

import { goTo } from "./browser.ts";
import type { Console } from "./fixture.ts";
import { configOf, workers } from "./users-of-configs.ts";

export function describeConfigs(console: Console): void {
  describe("configurations", () => {
    it("are created, changed and listed page by page, by keyboard, each request signed", async () => {
      // Of a project of its own, to know what is listed.
      const projectId = randomUUID();
      const credentials = await console.service.accessKey(projectId);
      await using tab = await console.open();
      const { page } = tab;
      const signed: Record<string, string>[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/v1/")) signed.push(request.headers());
      });
      await page.goto(`/console/p/${projectId}/configs?limit=1`);
      await page.getByLabel("Access key").press(" ");
      for (const [name, value] of Object.entries(credentials)) {
        await page.locator(`[name=${name}]`).fill(value);
      }
      await page.keyboard.press("Enter");
      await page.getByText("Admin", { exact: true }).waitFor();
      expect(tab.takeRefusals()).toEqual(["404 PATCH"]);
      const number = page.getByRole("textbox", { name: "Sessions to exit" });
      for (const count of ["1", "2"]) {
        await page.getByRole("button", { name: "New configuration" }).press("Enter");
        await page.getByRole("switch").press(" ");
        await number.fill(count);
        await number.press("Enter");
        await page.getByRole("heading", { name: "Settings" }).waitFor();
        await page.goBack();
      }
      const row = page.getByRole("row").nth(1);
      await row.getByText("1", { exact: true }).waitFor();
      await page.getByRole("link", { name: "Next" }).press("Enter");
      await row.getByText("2", { exact: true }).waitFor();
      expect(await page.getByRole("link", { name: "Next" }).getAttribute("aria-disabled")).toBe(
        "true",
      );
      await row.getByRole("link").press("Enter");
      await page.locator("main:focus").getByRole("heading", { name: "Settings" }).waitFor();
      await number.fill("40");
      await number.press("Enter");
      await page.getByText("Saved").waitFor();
      await page.reload();
      expect(await number.inputValue()).toBe("40");
      expect(await page.getByRole("switch").isChecked()).toBe(true);
      for (const headers of signed) {
        expect(headers["authorization"]).toMatch(/^SDK-HMAC-SHA256 Access=/);
        expect(headers["x-security-token"]).toBe(credentials.securityToken);
      }
    });

    it("opened from the list show their settings at once, follow what is read then, and are missed where there is none", async () => {
      const { projectId, token } = console.service;
      const send = async (method: string, path: string, count: number) => {
        const response = await fetch(
          `${console.url}/v1/${projectId}/hotspot-session-config${path}`,
          {
            method,
            headers: { "x-auth-token": token, "content-type": "application/json" },
            body: JSON.stringify({
              hotspot_session_migration_enable: true,
              hotspot_exit_session_num: count,
            }),
          },
        );
        return await response.json();
      };
      const { id } = await send("POST", "", 7);
      await using tab = await console.openAs("configs?limit=99");
      const { page } = tab;
      const link = page.getByRole("link", { name: id });
      await link.waitFor();
      let answer = () => {};
      const answered = new Promise<void>((resolve) => (answer = resolve));
      await page.route("**/v1/**", async (route) => {
        await answered;
        await route.fallback();
      });
      await link.press("Enter");
      const number = page.getByRole("textbox", { name: "Sessions to exit" });
      expect(await number.inputValue()).toBe("7");
      await send("PATCH", `/${id}`, 8);
      answer();
      await vi.waitUntil(async () => (await number.inputValue()) === "8", { timeout: 10_000 });
      expect(await page.getByRole("button", { name: "Discard" }).count()).toBe(0);

      await goTo(page, `p/${projectId}/configs/none`);
      await page.getByRole("heading", { name: "There is no such configuration" }).waitFor();
      await page.getByRole("link", { name: "All configurations" }).last().press("Enter");
      await page.getByRole("heading", { name: "Configurations" }).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/configs$/);
      // Of its users, which are asked for at the same time.
      expect(tab.takeRefusals()).toEqual(["404 GET"]);
    });

    it("of a reader, and their users, show why nothing can be changed", async () => {
      const { projectId } = console.service;
      const [token, { id }] = await Promise.all([
        console.service.readerToken(),
        configOf(console.service, workers(1)),
      ]);
      await using tab = await console.open();
      const { page } = tab;
      await page.goto(`/console/p/${projectId}/configs`);
      await page.locator("[name=token]").fill(token);
      await page.keyboard.press("Enter");
      const reason = "X-Auth-Token: the role reader may not change anything";
      await page.getByText(reason).waitFor();
      const button = page.getByRole("button", { name: "New configuration", description: reason });
      expect(await button.getAttribute("aria-disabled")).toBe("true");
      await button.press("Enter");
      expect(new URL(page.url()).search).toBe("");
      expect(tab.takeRefusals()).toEqual(["403 PATCH"]);
      await goTo(page, `p/${projectId}/configs/${id}?action=import`);
      await page.getByRole("checkbox", { name: "Select worker-0" }).press(" ");
      for (const name of ["Add user", "Paste or upload…", "Remove…"]) {
        const disabled = page.getByRole("button", { name, description: reason });
        expect(await disabled.getAttribute("aria-disabled")).toBe("true");
        await disabled.press("Enter");
      }
      expect(await page.getByRole("dialog").count()).toBe(0);
    });

    it("keep what was saved: what was asked for before is no longer waited for", async () => {
      await using tab = await console.openMocked("configs");
      const { page } = tab;
      const link = page.getByRole("row").nth(1).getByRole("link");
      await link.waitFor();
      await page.route("**/hotspot-session-config?**", () => {
        // It is never answered.
      });
      await link.press("Enter");
      const number = page.getByRole("textbox", { name: "Sessions to exit" });
      await number.fill("77");
      await page.route("**/hotspot-session-config/*", (route, request) =>
        route.fulfill({ json: { id: request.url().split("/").at(-1), ...request.postDataJSON() } }),
      );
      const cancelled = page.waitForEvent("requestfailed");
      await number.press("Enter");
      await page.getByText("Saved").waitFor();
      expect((await cancelled).method()).toBe("GET");
      expect(await number.inputValue()).toBe("77");
    });
  });
}
