import { median } from "./rounds.ts";
import type { Figure, Row } from "./row.ts";

/** Whether a figure has a target that its median does not reach, or could not be measured. */
export function missesTarget({ values, target }: Figure): boolean {
  if (target === undefined) return false;
  const value = median(values);
  return !("atLeast" in target ? value >= target.atLeast : value <= target.atMost);
}

function line(figure: Figure): string {
  const { what, unit = "×", values, target, detail = "" } = figure;
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(
    (value) => value.toFixed(unit === "×" ? 2 : 0),
  );
  const sign = target !== undefined && "atLeast" in target ? "≥" : "≤";
  const verdict = missesTarget(figure) ? "MISSED" : "met";
  const goal = Object.values(target ?? {}).map((bound) => `${sign} ${bound} ${verdict}`);
  const measured = `${middle} ${unit} (${least}–${most})`;
  return `  ${what.padEnd(49)} ${measured.padEnd(22)} ${goal.join("").padEnd(13)} ${detail}`.trimEnd();
}

/** A row as a table: median (minimum–maximum over the rounds), target and whether it is met. */
export const describeRow = ({ name, about }: Row, figures: readonly Figure[]): string =>
  [`\n${name}: ${about}`, ...figures.map(line)].join("\n");
