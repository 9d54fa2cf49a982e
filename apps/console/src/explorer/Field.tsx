import type { ReactNode } from "react";

import { resolve, type Schema } from "../operations.ts";
import { Prose } from "../parts/Prose.tsx";
import { words } from "../words.ts";
import styles from "./Field.module.css";

interface FieldProps {
  /** Of the control. */
  readonly id: string;
  readonly name: string;
  /** Of a parameter: `query`. */
  readonly place?: string | undefined;
  readonly schema: Schema;
  readonly isRequired: boolean;
  readonly description: string | undefined;
  readonly messages: readonly string[];
  /** Of an object of its own, beside the others: `compact`; of a list, below its name: `wide`. */
  readonly layout?: "field" | "compact" | "wide";
  readonly children: ReactNode;
}

/** A value of a request: what the contract says about it, its control, and what is wrong with it. */
export function Field({ id, name, place, schema, isRequired, ...rest }: FieldProps) {
  const { description = "", messages, layout = "field", children } = rest;
  return (
    <div className={styles[layout]}>
      <div className={styles["head"]}>
        <label htmlFor={id} className={styles["name"]}>
          {name}
        </label>
        <p className={styles["type"]}>{describe(schema, place)}</p>
        {isRequired && <p className={styles["required"]}>{words.explorer.required}</p>}
      </div>
      <div className={styles["control"]}>
        {children}
        <Messages id={`${id}-messages`} messages={messages} />
      </div>
      <p id={`${id}-hint`} className={styles["hint"]}>
        <Prose text={description} />
      </p>
    </div>
  );
}

/** What is wrong, said at once and where it is. */
export function Messages({ id, messages }: { id: string; messages: readonly string[] }) {
  return (
    <ul id={id} className={styles["messages"]} aria-live="polite">
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

/** What a control needs to be described by its field. */
export const describedBy = (id: string, messages: readonly string[]) => ({
  id,
  "aria-describedby": `${id}-messages ${id}-hint`,
  "aria-invalid": messages.length > 0,
});

/** The place of a value, its type and its bounds: `query · integer · 1–100 · default 10`. */
function describe(named: Schema, place: string | undefined): string {
  const { type, minimum, maximum, minLength, maxLength, maxItems, ...schema } = resolve(named);
  const { units } = words.explorer;
  return [
    ...(place === undefined ? [] : [place]),
    type,
    ...range(minimum, maximum),
    ...range(minLength, maxLength, units.characters),
    ...range(undefined, maxItems, units.items),
    ...(schema.default === undefined ? [] : [`${units.default} ${JSON.stringify(schema.default)}`]),
  ].join(" · ");
}

function range(low = 0, high: number | undefined, unit = ""): readonly string[] {
  return high === undefined ? [] : [`${low}–${high}${unit}`];
}
