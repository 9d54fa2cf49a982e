import { useId } from "react";

import controls from "../../controls.module.css";
import { words } from "../../words.ts";

/** A removal of more users than this is confirmed by their number. */
export const largeRemoval = 100;

interface ConfirmCountProps {
  readonly count: number;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Asks for a number that nobody enters by mistake. */
export function ConfirmCount({ count, text, onChange }: ConfirmCountProps) {
  const id = useId();
  return (
    <div className={controls["field"]}>
      <label htmlFor={id} className={controls["label"]}>
        {words.users.confirm(count)}
      </label>
      <input
        id={id}
        className={controls["input"]}
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** Whether a text is the number, with or without separators. */
export const isCount = (text: string, count: number): boolean =>
  text.replaceAll(/[\s.,'’]/g, "") === String(count);
