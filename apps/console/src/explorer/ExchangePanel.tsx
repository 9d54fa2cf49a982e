import { memo, useEffect, useRef } from "react";

import { Code } from "../parts/Code.tsx";
import { escapeInvisible, utf16Escape } from "../code-samples/visible.ts";
import { CopyButton } from "../parts/CopyButton.tsx";
import { Failure } from "../parts/Failure.tsx";
import { words } from "../words.ts";
import styles from "./ExchangePanel.module.css";
import type { Exchange } from "./send.ts";

/** More would make the page slow. */
const charactersShown = 100_000;

interface ExchangePanelProps {
  readonly exchange: Exchange | undefined;
}

/** What came back for a request, and the request as it was sent. It may be large, and is not shown anew for each key. */
export const ExchangePanel = memo(function ExchangePanel({ exchange }: ExchangePanelProps) {
  const { sent, answer, failure } = exchange ?? {};
  const panel = useRef<HTMLElement>(null);
  // On a phone it is far below the button.
  useEffect(() => {
    if (exchange !== undefined) panel.current?.scrollIntoView({ block: "nearest" });
  }, [exchange]);
  return (
    <section ref={panel} className="panel" aria-label={words.explorer.response}>
      <div className={styles["head"]} role="status">
        <h2>{words.explorer.response}</h2>
        {answer !== undefined && (
          <>
            <strong className={styles[answer.status < 400 ? "good" : "bad"]}>
              {answer.status} {answer.statusText}
            </strong>
            <span className={styles["time"]}>{words.explorer.milliseconds(answer.duration)}</span>
          </>
        )}
      </div>
      {exchange === undefined && <p className={styles["empty"]}>{words.explorer.noResponse}</p>}
      {failure !== undefined && (
        <div className={styles["failure"]}>
          <Failure {...failure} />
        </div>
      )}
      {answer !== undefined && (
        <>
          <p className={styles["id"]}>
            {words.failure.requestId} <code>{answer.requestId}</code>
            <CopyButton text={answer.requestId} />
          </p>
          <Body text={answer.body} label={words.explorer.response} />
          <More title={words.explorer.responseHeaders} text={headerLines(answer.headers)} />
        </>
      )}
      {sent !== undefined && (
        <More
          title={words.explorer.request}
          text={`${sent.method} ${sent.url}\n${headerLines(sent.headers)}\n\n${sent.body}`}
        />
      )}
    </section>
  );
});

const More = ({ title, text }: { readonly title: string; readonly text: string }) => (
  <details className={styles["more"]}>
    <summary>{title}</summary>
    <Code text={visible(text.trim())} label={title} />
  </details>
);

const headerLines = (headers: readonly (readonly [string, string])[]) =>
  headers.map(([name, value]) => `${name}: ${value}`).join("\n");

function Body({ text, label }: { readonly text: string; readonly label: string }) {
  if (text === "") return <p className={styles["empty"]}>{words.explorer.noBody}</p>;
  const shown = pretty(text);
  return (
    <div className={styles["body"]}>
      <CopyButton text={text} />
      <Code text={visible(shown.slice(0, charactersShown))} label={label} />
      {shown.length > charactersShown && (
        <p className={styles["empty"]}>{words.explorer.cut(charactersShown, shown.length)}</p>
      )}
    </div>
  );
}

/** A JSON text in lines; another text as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The lines of a text, with what cannot be seen in them as escapes. */
const visible = (text: string) =>
  text
    .split("\n")
    .map((line) => escapeInvisible(line, utf16Escape))
    .join("\n");
