import { callFailureOf } from "../call-failure.ts";
import { words } from "../words.ts";
import { CopyButton } from "./CopyButton.tsx";
import styles from "./Failure.module.css";
import { VisibleText } from "./VisibleText.tsx";

interface FailureProps {
  readonly error: unknown;
  /** In place of what the error itself says it is. */
  readonly title?: string | undefined;
  /** Where the same may succeed if it is tried again. */
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong, in the service's own words, with what to quote when asking for help. */
export function Failure({ error, title, onRetry }: FailureProps) {
  const { kind, message, error_code, requestId, uncertain } = callFailureOf(error);
  const { titles, unknown } = words.failure;
  return (
    <div role="alert" className="alert">
      <p>{title ?? (kind === undefined ? unknown : titles[kind])}</p>
      <p>
        <VisibleText text={message} />
      </p>
      {uncertain === true && <p>{words.failure.uncertain}</p>}
      {(requestId !== undefined || onRetry !== undefined) && (
        <div className={styles["foot"]}>
          {requestId !== undefined && (
            <span className={styles["id"]}>
              {error_code !== undefined && <code>{error_code}</code>}
              {words.failure.requestId} <code>{requestId}</code>
              <CopyButton text={requestId} />
            </span>
          )}
          {onRetry !== undefined && (
            <button type="button" className="button" onClick={onRetry}>
              {words.failure.retry}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
