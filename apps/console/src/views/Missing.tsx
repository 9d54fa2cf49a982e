import { Link } from "@tanstack/react-router";

import { words } from "../words.ts";
import styles from "./whole-page.module.css";

/** For an address that the console does not have. */
export function Missing() {
  return (
    <div className={styles["page"]}>
      <title>{`${words.missing.title} · ${words.product}`}</title>
      <h1>{words.missing.title}</h1>
      <p>{words.missing.hint}</p>
      <Link to="/" className="button">
        {words.missing.home}
      </Link>
    </div>
  );
}
