import { isTheme, themeKey } from "./theme-choice.ts";

// Runs before anything is drawn, so that no page flashes in the other theme.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(themeKey);
  } catch {
    // Storage may be forbidden: the system decides then.
  }
  const theme = isTheme(chosen) ? chosen : dark.matches ? "dark" : "light";
  root.classList.remove("light", "dark");
  root.classList.add(theme, "scripts");
}

apply();
dark.addEventListener("change", apply);
// Another tab of the site has switched.
addEventListener("storage", apply);
