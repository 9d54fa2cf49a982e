import { useSyncExternalStore } from "react";

import { words } from "../words.ts";
import styles from "./OfflineNotice.module.css";

const isOnline = () => navigator.onLine;

function subscribe(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

/** Says that the browser has no network, while it has none. */
export function OfflineNotice() {
  const online = useSyncExternalStore(subscribe, isOnline);
  return (
    <div role="status">
      {!online && <p className={styles["notice"]}>{words.project.offline}</p>}
    </div>
  );
}
