import { describe, expect, it } from "vitest";

import { type Console, mockedProject } from "./fixture.ts";

export function describeSignIn(console: Console): void {
  describe("signing in", () => {
    it("by keyboard with a token leads to the address that was asked for, and stays after a reload", async () => {
      await using tab = await console.open();
      const { page } = tab;
      const { projectId, token } = console.service;
      await page.goto(`/console/p/${projectId}/configs?limit=5`);
      const field = page.getByLabel("Token", { exact: true }).and(page.locator("[type=password]"));
      await field.and(page.locator(":focus")).waitFor();
      expect(await page.getByLabel("Project ID").inputValue()).toBe(projectId);
      await page.keyboard.insertText(token);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Configurations" }).waitFor();
      await page.reload();
      await page.getByRole("heading", { name: "Configurations" }).waitFor();
      expect(new URL(page.url()).search).toBe("?limit=5");
      expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(token);
      // Whether one may write is found out by removing nobody, from a configuration that may not exist.
      expect(tab.takeRefusals().filter((one) => one !== "404 PATCH")).toEqual([]);
      await page.getByRole("button", { name: "Sign out" }).press("Enter");
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    });

    it("with a token that is not valid says so in the service's words, and leads nowhere but into the console", async () => {
      await using tab = await console.open();
      const { page } = tab;
      const { projectId, token } = console.service;
      await page.goto("/console/?redirect=//elsewhere.example/p/p1");
      await page.getByLabel("Project ID").fill(projectId);
      const field = page.locator("[name=token]");
      await field.fill("wrong");
      await page.keyboard.press("Enter");
      const alert = page.getByRole("alert");
      await alert.getByText("X-Auth-Token: is unknown, revoked or expired").waitFor();
      expect(await alert.innerText()).toMatch(/WKS\.00000401\s+Request ID\s+[\w-]+/);
      expect(await field.inputValue()).toBe("wrong");
      expect(tab.takeRefusals()).toEqual(["401 GET"]);
      await field.fill(token);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Configurations" }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`/console/p/${projectId}/configs`);
      expect(tab.takeRefusals().filter((one) => one !== "404 PATCH")).toEqual([]);
    });

    it("fails where the service does not say whether one may write, and shows why", async () => {
      await using tab = await console.open();
      const { page } = tab;
      await page.route("**/non-migration-users", (route, request) =>
        route.fallback({ headers: { ...request.headers(), prefer: "code=503" } }),
      );
      await page.goto("/console/");
      await page.getByLabel("Project ID").fill(mockedProject);
      await page.locator("[name=token]").fill("any");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText("WKS.00000503").waitFor();
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
      expect(tab.takeRefusals()).toEqual(["503 PATCH"]);
    });

    it("is asked for again when the service no longer accepts the credentials, and leads back", async () => {
      const { projectId } = console.service;
      const session = { projectId, auth: { token: "revoked" }, role: { name: "admin" } };
      await using tab = await console.openAs("configs?limit=7", { session });
      const { page } = tab;
      await page.getByText("The service no longer accepts the credentials").waitFor();
      expect(new URL(page.url()).searchParams.get("redirect")).toBe(
        `/p/${projectId}/configs?limit=7`,
      );
      expect(tab.takeRefusals()).toEqual(["401 GET"]);
    });

    it("is asked for at an address of another project, which one without an id is not", async () => {
      await using tab = await console.openAs("../other/configs");
      const { page } = tab;
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      expect(await page.getByLabel("Project ID").inputValue()).toBe("other");
      await page.goto("/console/?redirect=/p/%25zz");
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      expect(await page.getByLabel("Project ID").inputValue()).toBe("");
    });

    it("leads to the operation that the documentation named, in the project", async () => {
      await using tab = await console.open();
      const { page } = tab;
      await page.goto("/console/explorer/ListNonMigrationUsers?limit=7");
      await page.getByLabel("Project ID").fill(mockedProject);
      await page.locator("[name=token]").fill("any");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "List the exempt users" }).waitFor();
      expect(await page.getByLabel("limit").inputValue()).toBe("7");
      expect(new URL(page.url()).pathname).toBe(
        `/console/p/${mockedProject}/explorer/ListNonMigrationUsers`,
      );
    });
  });
}
