import { useId } from "react";

import type { Answer } from "../operations.ts";
import { words } from "../words.ts";
import styles from "./PreferField.module.css";

interface PreferFieldProps {
  readonly answers: readonly Answer[];
  /** What the `Prefer` header asks for. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** Which answer of the contract the mock is asked for. */
export function PreferField({ answers, value, onChange }: PreferFieldProps) {
  const id = useId();
  return (
    <div className={styles["prefer"]}>
      <label htmlFor={id} className="label">
        {words.explorer.prefer}
      </label>
      <select
        id={id}
        className="select"
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
      >
        <option value="">{words.explorer.preferNone}</option>
        {answers.map(({ status, description, examples }) => (
          <optgroup key={status} label={`${status} ${description}`}>
            {examples.length === 0 && <option value={`code=${status}`}>{description}</option>}
            {examples.map(({ name, summary }) => (
              <option key={name} value={`code=${status}, example=${name}`}>
                {`${status} · ${summary}`}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <p className="fine">{words.explorer.preferHint}</p>
    </div>
  );
}
