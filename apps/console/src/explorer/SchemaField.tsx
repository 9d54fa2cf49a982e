import { resolve, type Schema } from "../operations.ts";
import { words } from "../words.ts";
import { isObject, type Problem } from "./check.ts";
import { describedBy, Field, Messages } from "./Field.tsx";
import styles from "./SchemaField.module.css";

interface ValueProps {
  /** Of the control, and the place of the value in the body. */
  readonly path: Problem["path"];
  readonly schema: Schema;
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Called with undefined where the value is not to be sent. */
  readonly onChange: (value: unknown) => void;
}

/** More entries than this are edited as JSON. */
const entriesShown = 20;

const idOf = (path: Problem["path"]) => ["body", ...path].join("-");

/** The fields of an object, by its schema. Properties that the schema does not have are kept. */
export function ObjectFields({ path, schema, value, problems, onChange }: ValueProps) {
  const { properties = {}, required = [] } = resolve(schema);
  const object = isObject(value) ? value : {};
  return Object.entries(properties).map(([name, property]) => {
    const { type, description } = resolve(property);
    const place = [...path, name];
    const isRequired = required.includes(name);
    const found = problems.filter((problem) => isAt(place, problem)).map(({ message }) => message);
    const change = (changed: unknown) => {
      const next: Readonly<Record<string, unknown>> = { ...object, [name]: changed };
      // A new property takes the place that the schema gives it.
      const names = [...Object.keys(properties), ...Object.keys(next)];
      const given = names.filter((one) => next[one] !== undefined);
      onChange(Object.fromEntries(given.map((one) => [one, next[one]])));
    };
    const shared = { path: place, schema: property, value: object[name], onChange: change };
    const scalar = path.length === 0 ? "field" : "compact";
    return (
      <Field
        key={name}
        id={idOf(place)}
        layout={type === "array" ? "wide" : scalar}
        {...{ name, schema: property, isRequired, description, messages: found }}
      >
        {type === "array" ? (
          <ListFields {...shared} problems={problems} />
        ) : (
          <Control {...shared} messages={found} />
        )}
      </Field>
    );
  });
}

const isAt = (place: Problem["path"], { path }: Problem) => idOf(place) === idOf(path);

/** Entries of a list, each with the fields of its own schema. */
function ListFields({ path, schema, value, problems, onChange }: ValueProps) {
  const { items = {} } = resolve(schema);
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <div className={styles["list"]} id={idOf(path)}>
      {list.slice(0, entriesShown).map((entry, index) => {
        const place = [...path, index];
        const found = problems.filter((problem) => isAt(place, problem));
        return (
          // oxlint-disable-next-line react/no-array-index-key -- an entry is its place in the list
          <fieldset key={index} className={styles["entry"]}>
            <legend>{`${path.at(-1)}[${index}]`}</legend>
            <button
              type="button"
              className="quiet"
              aria-label={`${words.explorer.remove} ${path.at(-1)}[${index}]`}
              onClick={() => onChange(list.toSpliced(index, 1))}
            >
              {words.explorer.remove}
            </button>
            <ObjectFields
              path={place}
              schema={items}
              value={entry}
              problems={problems}
              onChange={(changed) => onChange(list.with(index, changed))}
            />
            <Messages
              id={`${idOf(place)}-messages`}
              messages={found.map(({ message }) => message)}
            />
          </fieldset>
        );
      })}
      {list.length > entriesShown && <p>{words.explorer.more(list.length - entriesShown)}</p>}
      <button type="button" className="button" onClick={() => onChange([...list, {}])}>
        {words.explorer.add}
      </button>
    </div>
  );
}

interface ControlProps extends Omit<ValueProps, "problems"> {
  readonly messages: readonly string[];
}

/** The control for a value that is no list and no object. */
function Control({ path, schema, value, messages, onChange }: ControlProps) {
  const { type, enum: values, examples = [] } = resolve(schema);
  const described = describedBy(idOf(path), messages);
  const choices = type === "boolean" ? [true, false] : values;
  if (choices !== undefined) {
    return (
      <select
        {...described}
        className="select"
        value={value === undefined ? "" : String(value)}
        onChange={({ target }) => onChange(choices.find((one) => String(one) === target.value))}
      >
        <option value="">{words.explorer.notSent}</option>
        {choices.map((one) => (
          <option key={String(one)}>{String(one)}</option>
        ))}
      </select>
    );
  }
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return (
    <input
      {...described}
      className="input mono"
      spellCheck={false}
      autoComplete="off"
      placeholder={String(examples[0] ?? "")}
      {...(type === "integer" && { inputMode: "numeric" })}
      value={shown ?? ""}
      onChange={({ target }) => onChange(readText(target.value, type))}
    />
  );
}

/** A text as the value of a type; a text still where it is none of that type, for the service to refuse. */
function readText(text: string, type: string | undefined): unknown {
  if (text === "") return undefined;
  return type !== "string" && String(Number(text)) === text ? Number(text) : text;
}
