import { describe, expect, it, vi } from "vitest";

import { accessibilityViolations } from "./accessibility.ts";
import { picture } from "./browser.ts";
import type { Console } from "./fixture.ts";

export function describeKeyboard(console: Console): void {
  describe("the keyboard", () => {
    it("goes everywhere by a few letters, gives the focus back, and lists its shortcuts", async () => {
      await using tab = await console.openMocked("configs", { dark: true });
      const { page } = tab;
      await page.getByRole("row").nth(1).waitFor();
      await page.getByRole("link", { name: "Documentation" }).focus();
      const search = page.getByRole("searchbox").or(page.getByRole("textbox"));
      const open = async (letters: string) => {
        await page.keyboard.press("Control+k");
        await search.and(page.locator(":focus")).waitFor();
        await page.keyboard.insertText(letters);
      };
      await open("");
      await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await picture(page, "commands-dark");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      // What the arrows choose is in view, below the field.
      const isInView = async () => {
        const chosen = await page.locator("[data-focused]").boundingBox();
        const dialog = await page.getByRole("dialog").boundingBox();
        if (chosen === null || dialog === null) return false;
        return chosen.y > dialog.y && chosen.y + chosen.height <= dialog.y + dialog.height;
      };
      await vi.waitUntil(isInView, 10_000);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.locator("a:focus", { hasText: "Documentation" }).waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
      await picture(page, "shortcuts-dark");
      await page.keyboard.press("Escape");
      await open("theme: l");
      await page.keyboard.press("Enter");
      await page.locator("html[data-theme=light]").waitFor();
      await open("list the ex");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "List the exempt users" }).waitFor();
      await page.locator("main:focus").waitFor();
      await open("019a");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Settings" }).waitFor();
      await open("another-id");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "There is no such configuration" }).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/configs\/another-id$/);
    });
  });
}
