import { words } from "../words.ts";
import styles from "./whole-page.module.css";

/** In place of a view that failed to load or to render. */
export function Crash() {
  return (
    <div role="alert" className={styles["page"]}>
      <h1>{words.crash.title}</h1>
      <p>{words.crash.hint}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {words.crash.reload}
      </button>
    </div>
  );
}
