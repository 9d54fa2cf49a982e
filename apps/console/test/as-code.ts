import { describe, expect, it } from "vitest";

import { codeSamples, type SampleCall } from "../src/code-samples/index.ts";
import { type Console, mockedProject } from "./fixture.ts";

export function describeAsCode(console: Console): void {
  describe("an action as code", () => {
    it("is shown as it would be made now, in every language by keyboard, to copy", async () => {
      await using tab = await console.openMocked("configs?create=true");
      const { page } = tab;
      await page.getByRole("textbox", { name: "Sessions to exit" }).fill("7");
      await page.getByRole("dialog").getByRole("button", { name: "As code" }).press("Enter");
      const dialog = page.getByRole("dialog", { name: "This call as code" });
      const chosen = dialog.getByRole("tab", { selected: true });
      const call: SampleCall = {
        operation: "CreateHotspotSessionConfig",
        baseUrl: console.url,
        projectId: mockedProject,
        auth: "token",
        body: { hotspot_session_migration_enable: false, hotspot_exit_session_num: 7 },
      };
      await chosen.focus();
      for (const { label, write } of Object.values(codeSamples)) {
        const code = dialog.getByRole("region", { name: label });
        expect(await code.textContent()).toBe(write(call));
        await page.keyboard.press("ArrowRight");
      }
      await dialog.getByRole("button", { name: "Copy" }).press("Enter");
      await dialog.getByText("Copied").waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        codeSamples.curl.write(call),
      );
      await page.keyboard.press("Escape");
      await page.getByRole("dialog", { name: "New configuration" }).waitFor();
    });
  });
}
