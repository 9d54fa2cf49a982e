import { words } from "../../words.ts";
import { AdminButton } from "../AdminButton.tsx";
import type { SelectionState } from "./selection.ts";
import styles from "./SelectionBar.module.css";

interface SelectionBarProps {
  readonly selection: SelectionState;
  /** How many users match the filter. */
  readonly total: number;
  readonly onRemove: () => void;
}

/** How many users are selected, and what can be done with them. It keeps its place while none are. */
export function SelectionBar({ selection, total, onRemove }: SelectionBarProps) {
  const { selection: chosen, selectAll, clear } = selection;
  const count = chosen.kind === "all" ? total : chosen.users.size;
  const { selected, selectAll: all, clearSelection, remove } = words.users;
  return (
    <div className={styles["bar"]}>
      <span role="status">{count > 0 && selected(count)}</span>
      {count > 0 && (
        <>
          {chosen.kind === "some" && total > count && (
            <button type="button" className="quiet" onClick={selectAll}>
              {all(total)}
            </button>
          )}
          <button type="button" className="quiet" onClick={clear}>
            {clearSelection}
          </button>
        </>
      )}
      <AdminButton isDisabled={count === 0} onPress={onRemove}>
        {remove.open}
      </AdminButton>
    </div>
  );
}
