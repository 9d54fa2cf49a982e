/** Redoc's own name for it, so that the reference and the other pages are of one mind. */
export const themeKey = "redoc.colorMode";

export type Theme = "light" | "dark";

export const isTheme = (text: string | null): text is Theme => text === "light" || text === "dark";

/** Switches this page, and remembers it for all. */
export function switchTheme(): void {
  const { classList } = document.documentElement;
  const theme: Theme = classList.contains("dark") ? "light" : "dark";
  classList.remove("light", "dark");
  classList.add(theme);
  try {
    localStorage.setItem(themeKey, theme);
  } catch {
    // Storage may be forbidden: this page is switched all the same.
  }
}
