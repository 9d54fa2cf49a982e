import { chooseTheme, themes, useTheme } from "../theme.ts";
import { words } from "../words.ts";
import styles from "./ThemeChoice.module.css";

export function ThemeChoice() {
  const chosen = useTheme();
  return (
    <select
      className={styles["choice"]}
      aria-label={words.project.theme}
      value={chosen}
      onChange={({ target }) =>
        chooseTheme(themes.find((theme) => theme === target.value) ?? "system")
      }
    >
      {themes.map((theme) => (
        <option key={theme} value={theme}>
          {words.project.themes[theme]}
        </option>
      ))}
    </select>
  );
}
