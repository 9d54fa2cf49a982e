import styles from "./Code.module.css";

/** Comments at the start of a line or after a space, and texts in quotes: alike in every language shown. */
const tokens = /((?<=^|\s)(?:#|\/\/) .*$)|("(?:\\.|[^"\\\n])*")|('[^'\n]*')/gm;

interface CodeProps {
  readonly text: string;
  /** What it is, for those who do not see it. */
  readonly label: string;
}

/** Code with its comments and texts highlighted. It scrolls within itself. */
export function Code({ text, label }: CodeProps) {
  const parts: React.ReactNode[] = [];
  let end = 0;
  for (const { 0: token, 1: comment, index } of text.matchAll(tokens)) {
    const kind = comment === undefined ? "text" : "comment";
    parts.push(
      text.slice(end, index),
      <span key={index} className={styles[kind]}>
        {token}
      </span>,
    );
    end = index + token.length;
  }
  return (
    <pre className={styles["code"]} tabIndex={0} role="region" aria-label={label}>
      <code>
        {parts}
        {text.slice(end)}
      </code>
    </pre>
  );
}
