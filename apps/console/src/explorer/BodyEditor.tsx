import { useState } from "react";

import type { Operation } from "../operations.ts";
import { Segments } from "../parts/Segments.tsx";
import { words } from "../words.ts";
import styles from "./BodyEditor.module.css";
import { describeProblem, type Problem } from "./check.ts";
import { Messages } from "./Field.tsx";
import { ObjectFields } from "./SchemaField.tsx";

interface BodyEditorProps {
  readonly body: NonNullable<Operation["body"]>;
  /** As it would be sent. */
  readonly text: string;
  /** What the text says; undefined where it is not JSON. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly onChange: (text: string) => void;
}

const views = ["form", "json"] as const;

export const write = (value: unknown): string => JSON.stringify(value, null, 2);

/** The body of a request: as a form by its schema, or as JSON. Both show the same text. */
export function BodyEditor({ body, text, value, problems, onChange }: BodyEditorProps) {
  const [chosen, setChosen] = useState<(typeof views)[number]>("form");
  const isJson = value !== undefined;
  const view = isJson ? chosen : "json";
  const example = body.examples.find((one) => write(one.value) === text);
  // In the form, each field says what is wrong with it.
  const elsewhere = problems.filter(
    ({ path, message }) =>
      view === "json" || path.length === 0 || message === words.explorer.problems.unknown,
  );
  return (
    <section className={styles["body"]} aria-label={words.explorer.body}>
      <div className={styles["head"]}>
        <h2>{words.explorer.body}</h2>
        <select
          aria-label={words.explorer.example}
          className="select"
          value={example?.name ?? ""}
          onChange={({ target }) => {
            const picked = body.examples.find(({ name }) => name === target.value);
            if (picked !== undefined) onChange(write(picked.value));
          }}
        >
          {example === undefined && <option value="">{words.explorer.example}</option>}
          {body.examples.map(({ name, summary }) => (
            <option key={name} value={name}>
              {summary}
            </option>
          ))}
        </select>
        <Segments
          legend={words.explorer.view}
          isLegendHidden
          choices={views}
          names={words.explorer.views}
          chosen={view}
          isDisabled={(one) => one === "form" && !isJson}
          onChoose={setChosen}
        />
      </div>
      {view === "form" ? (
        <ObjectFields
          path={[]}
          schema={body.schema}
          value={value}
          problems={problems}
          onChange={(changed) => onChange(write(changed))}
        />
      ) : (
        <textarea
          aria-label={words.explorer.json}
          aria-describedby="body-messages"
          aria-invalid={problems.length > 0 || !isJson}
          className="area"
          rows={Math.min(24, Math.max(8, text.split("\n").length))}
          spellCheck={false}
          value={text}
          onChange={({ target }) => onChange(target.value)}
          onKeyDown={(event) => {
            const { key, ctrlKey, metaKey, currentTarget } = event;
            if (key === "Enter" && (ctrlKey || metaKey)) currentTarget.form?.requestSubmit();
          }}
        />
      )}
      <Messages
        id="body-messages"
        messages={
          isJson
            ? elsewhere.map((problem) => describeProblem(problem, "body"))
            : [words.explorer.notJson]
        }
      />
    </section>
  );
}
