import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { type Operation, operations } from "../src/operations.ts";
import { type Console, mockedProject } from "./fixture.ts";

const response = (page: Page) => page.locator("section[aria-label=Response]");

/** Goes to another operation within the page. */
async function choose(page: Page, { summary }: Operation): Promise<void> {
  await page.getByRole("link", { name: summary }).press("Enter");
  await page.getByRole("heading", { name: summary, level: 1 }).waitFor();
}

/** Sends what is entered, and returns what the page then shows. */
async function send(page: Page): Promise<{ readonly status: string; readonly body: string }> {
  const answered = page.waitForResponse(
    // Not the list of what there is to choose from.
    (one) => one.url().includes("/v1/") && !one.url().endsWith("limit=20"),
  );
  await page.locator("[type=submit]", { hasText: "Send" }).press("Enter");
  const id = (await (await answered).allHeaders())["x-request-id"] ?? "";
  const panel = response(page);
  await panel.locator("code", { hasText: id }).first().waitFor();
  return await panel.evaluate((element) => ({
    status: element.querySelector("strong")?.textContent ?? "",
    body: element.querySelector("pre[aria-label=Response]")?.textContent ?? "",
  }));
}

const json = (value: unknown) => (value === undefined ? "" : JSON.stringify(value, null, 2));

export function describeExplorer(console: Console): void {
  describe("the explorer", () => {
    it("sends every operation to the service, and shows the request without the credentials", async () => {
      await using tab = await console.openAs("explorer");
      const { page } = tab;
      // The first one creates the configuration of the others.
      let created = "";
      for (const operation of operations) {
        await choose(page, operation);
        const { id, method, path, body } = operation;
        if (path.includes("{config_id}")) {
          // Others may be listed before it.
          const field = page.getByRole("combobox", { name: "config_id" });
          await field.fill(created);
          await field.press("Escape");
        }
        const answer = await send(page);
        expect(answer.status, id).toBe("200 OK");
        created ||= JSON.parse(answer.body).id;
        await page.getByText("Request as sent").press("Enter");
        const sent = await page.getByRole("region", { name: "Request as sent" }).innerText();
        expect(sent).toContain(`${method} ${console.url}/v1/`);
        expect(sent).toContain("x-auth-token: ••••••••");
        expect(sent).toContain(json(body?.examples[0]?.value));
      }
      expect(await page.content()).not.toContain(console.service.token);
    });

    it("has every parameter and every body of the contract, and shows every answer of it", async () => {
      await using tab = await console.openMocked("explorer");
      const { page } = tab;
      const shown = new Set<string>();
      for (const operation of operations) {
        await choose(page, operation);
        for (const { name, example } of operation.parameters) {
          const field = page.getByLabel(name, { exact: true }).first();
          const value = await field.evaluate(
            (input: HTMLInputElement) => input.value || input.placeholder,
          );
          expect(value, name).toBe(String(name === "project_id" ? mockedProject : example));
        }
        if (operation.body !== undefined) await page.getByLabel("JSON", { exact: true }).press(" ");
        for (const { summary, value } of operation.body?.examples ?? []) {
          await page.getByLabel("Example").selectOption(summary);
          expect(JSON.parse(await page.getByLabel("Body as JSON").inputValue())).toEqual(value);
        }
        const prefer = page.getByLabel("Answer of the mock");
        await prefer.waitFor();
        const answers = operation.answers.flatMap(({ status, description, examples }) =>
          examples.length === 0
            ? [{ status, label: description, value: undefined }]
            : examples.map(({ summary, value }) => ({
                status,
                label: `${status} · ${summary}`,
                value,
              })),
        );
        expect((await prefer.locator("option").allTextContents()).slice(1)).toEqual(
          answers.map(({ label }) => label),
        );
        for (const { status, label, value } of answers) {
          // An operation shares most of its failures with others.
          if (shown.has(label)) continue;
          shown.add(label);
          await prefer.selectOption(label);
          const answer = await send(page);
          expect(answer.status).toContain(status);
          expect(answer.body).toBe(json(value));
        }
      }
      tab.takeRefusals();
    });

    it("says what the contract does not allow, and sends it all the same when told to", async () => {
      const auth = { accessKey: "AK", secretKey: "secret-key", securityToken: "temporary" };
      const session = { projectId: mockedProject, auth, role: { name: "admin" } };
      await using tab = await console.openMocked("explorer/UpdateNonMigrationUsers", { session });
      const { page } = tab;
      await page.getByLabel("user_name").last().fill("");
      await page.getByText("must have at least one of user_id, user_name").waitFor();
      const anyway = page.getByRole("button", { name: "Send anyway" });
      await anyway.waitFor();
      const { status, body } = await send(page);
      expect(status).toBe("400 Bad Request");
      expect(body).toContain("non_migrate_users[1]: must have at least one of user_id, user_name");
      await page.getByText("Request as sent").press("Enter");
      const sent = await page.getByRole("region", { name: "Request as sent" }).innerText();
      expect(sent).toContain("authorization: ••••••••");
      expect(sent).toContain("x-security-token: ••••••••");
      await page.getByRole("combobox", { name: "config_id" }).fill("");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Send anyway" }).press("Enter");
      await page.getByRole("alert").getByText("This cannot be sent").waitFor();
      await page.getByRole("combobox", { name: "config_id" }).fill("a");
      await page.keyboard.press("Escape");
      // The form and the text are two views of one body.
      await page.getByLabel("JSON", { exact: true }).press(" ");
      const editor = page.getByLabel("Body as JSON");
      expect(JSON.parse(await editor.inputValue()).non_migrate_users[1]).toEqual({});
      await editor.fill("{");
      await page.getByText("This is not JSON").waitFor();
      expect(await page.getByLabel("Form").isDisabled()).toBe(true);
      await editor.press("Control+Enter");
      await response(page).getByText("body: is not valid JSON").waitFor();
      await editor.fill('{ "update_type": "DELETE", "non_migrate_users": [], "more": 1 }');
      await page.getByLabel("Form").press(" ");
      expect(await page.getByLabel("update_type").inputValue()).toBe("DELETE");
      await page.getByText("more: is not a property of this object").waitFor();
      expect(console.mock.takeViolations().map(({ message }) => message)).toHaveLength(2);
      expect(tab.takeRefusals()).toEqual(["400 PATCH", "400 PATCH"]);
    });

    it("cancels a call that is not answered, and stays where the credentials are no longer accepted", async () => {
      await using tab = await console.openMocked("explorer/UpdateNonMigrationUsers");
      const { page } = tab;
      await page.getByLabel("Answer of the mock").waitFor();
      await page.route("**/non-migration-users", () => {
        // It is never answered.
      });
      await page.getByRole("button", { name: "Send" }).press("Enter");
      await page.getByRole("button", { name: "Cancel" }).press("Enter");
      await page.getByRole("alert").getByText("The call was cancelled").waitFor();
      await page.route("**/non-migration-users", (route) =>
        route.fulfill({ status: 401, json: {} }),
      );
      await page.getByRole("button", { name: "Send" }).press("Enter");
      await response(page).locator("strong", { hasText: "401" }).waitFor();
      expect(tab.takeRefusals()).toEqual(["401 PATCH"]);
    });
  });
}
