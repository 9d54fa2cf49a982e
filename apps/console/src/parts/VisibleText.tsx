import { visibleParts } from "../visible.ts";
import styles from "./VisibleText.module.css";

/**
 * A text from elsewhere: it changes the direction of nothing around it, and what cannot be seen of it
 * is named.
 */
export function VisibleText({ text }: { readonly text: string }) {
  return (
    <bdi className={styles["text"]}>
      {visibleParts(text).map((part, index) =>
        part.isMark ? (
          // oxlint-disable-next-line react/no-array-index-key -- the parts never change their order
          <span key={index} className={styles["mark"]}>
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
