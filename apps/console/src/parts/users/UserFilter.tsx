import { useEffect, useRef, useState } from "react";

import { words } from "../../words.ts";
import styles from "./UserFilter.module.css";

/** Milliseconds without a key until what was typed is asked for. */
const pause = 200;

interface UserFilterProps {
  /** What the address has. */
  readonly filter: string;
  readonly onFilter: (filter: string) => Promise<void>;
}

/** Filters as one types: the address follows after a pause, and the field follows the address. */
export function UserFilter({ filter, onFilter }: UserFilterProps) {
  /** What was typed and is not in the address yet. */
  const [draft, setDraft] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = async (text: string) => {
    clearTimeout(timer.current);
    await onFilter(text);
    setDraft((current) => (current === text ? undefined : current));
  };
  const type = (text: string) => {
    setDraft(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void apply(text), pause);
  };
  const clear = () => {
    setDraft("");
    void apply("");
  };
  const shown = draft ?? filter;
  return (
    <form
      role="search"
      className={styles["filter"]}
      onSubmit={(event) => {
        event.preventDefault();
        void apply(shown);
      }}
    >
      <input
        type="text"
        className="input"
        aria-label={words.users.filter}
        placeholder={words.users.filter}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={shown}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && shown !== "" && clear()}
      />
      {shown !== "" && (
        <button type="button" aria-label={words.users.clearFilter} onClick={clear}>
          ×
        </button>
      )}
    </form>
  );
}
