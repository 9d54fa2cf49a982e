import { useId } from "react";

import styles from "./Segments.module.css";

interface SegmentsProps<Choice extends string> {
  readonly legend: string;
  /** Whether the legend is for those alone who do not see what it is about. */
  readonly isLegendHidden?: boolean;
  readonly choices: readonly Choice[];
  readonly names: Readonly<Record<Choice, string>>;
  readonly chosen: Choice;
  readonly isDisabled?: (choice: Choice) => boolean;
  readonly onChoose: (choice: Choice) => void;
}

/** One of a few, side by side. */
export function Segments<Choice extends string>(props: SegmentsProps<Choice>) {
  const { legend, isLegendHidden, choices, names, chosen, isDisabled, onChoose } = props;
  const group = useId();
  return (
    <fieldset>
      <legend className={isLegendHidden ? "hidden" : "label"}>{legend}</legend>
      <div className={styles["segments"]}>
        {choices.map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name={group}
              checked={choice === chosen}
              disabled={isDisabled?.(choice) === true}
              onChange={() => onChoose(choice)}
            />
            {names[choice]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
