import { isHotspotError } from "@hotspot-session/client";

import controls from "../controls.module.css";
import { words } from "../words.ts";
import { CopyButton } from "./CopyButton.tsx";
import styles from "./Failure.module.css";

interface FailureProps {
  readonly error: unknown;
  /** In place of what the error itself says it is. */
  readonly title?: string | undefined;
  /** Where the same may succeed if it is tried again. */
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong, in the service's own words, with what to quote when asking for help. */
export function Failure({ error, title, onRetry }: FailureProps) {
  const call = isHotspotError(error) ? error : undefined;
  const { titles, unknown } = words.failure;
  const kind = call === undefined || call.kind === "Bulk" ? unknown : titles[call.kind];
  const message = call?.error_msg ?? (error instanceof Error ? error.message : String(error));
  return (
    <div role="alert" className={styles["failure"]}>
      <p className={styles["title"]}>{title ?? kind}</p>
      <p className={styles["message"]}>{message}</p>
      {call?.uncertain === true && <p>{words.failure.uncertain}</p>}
      {(call?.requestId !== undefined || onRetry !== undefined) && (
        <div className={styles["foot"]}>
          {call?.requestId !== undefined && (
            <span className={styles["id"]}>
              {call.error_code !== undefined && <code>{call.error_code}</code>}
              {words.failure.requestId} <code>{call.requestId}</code>
              <CopyButton text={call.requestId} />
            </span>
          )}
          {onRetry !== undefined && (
            <button type="button" className={controls["button"]} onClick={onRetry}>
              {words.failure.retry}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
