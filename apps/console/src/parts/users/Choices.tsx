import { useId } from "react";

import styles from "./Choices.module.css";

interface ChoicesProps<Choice extends string> {
  readonly legend: string;
  readonly choices: Readonly<Record<Choice, readonly [name: string, hint: string]>>;
  readonly chosen: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** One of a few, each with what it means. */
export function Choices<Choice extends string>(props: ChoicesProps<Choice>) {
  const { legend, choices, chosen, onChoose } = props;
  const id = useId();
  const isChoice = (name: string): name is Choice => Object.hasOwn(choices, name);
  return (
    <fieldset className={styles["choices"]}>
      <legend className="label">{legend}</legend>
      {Object.keys(choices)
        .filter(isChoice)
        .map((choice) => (
          <label key={choice} className={styles["choice"]}>
            <input
              type="radio"
              name={id}
              checked={choice === chosen}
              autoFocus={choice === chosen}
              aria-labelledby={`${id}-${choice}-name`}
              aria-describedby={`${id}-${choice}`}
              onChange={() => onChoose(choice)}
            />
            <span>
              <span id={`${id}-${choice}-name`} className="label">
                {choices[choice][0]}
              </span>
              <span id={`${id}-${choice}`} className="muted">
                {choices[choice][1]}
              </span>
            </span>
          </label>
        ))}
    </fieldset>
  );
}
