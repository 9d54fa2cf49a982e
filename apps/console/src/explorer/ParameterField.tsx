import type { Parameter } from "../operations.ts";
import { ChoiceField } from "./ChoiceField.tsx";
import { describedBy, Field } from "./Field.tsx";

interface ParameterFieldProps {
  readonly parameter: Parameter;
  /** Missing where it is not sent. */
  readonly value: string | undefined;
  readonly messages: readonly string[];
  /** What there is to choose from, for a parameter that names something. */
  readonly choices: readonly string[] | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** A parameter of an operation. Without a text it is not sent, unless it must be. */
export function ParameterField({ parameter, value = "", ...rest }: ParameterFieldProps) {
  const { messages, choices, onChange } = rest;
  const { name, in: place, required = false, schema, description, example } = parameter;
  const id = `parameter-${name}`;
  const change = (text: string) => onChange(text === "" && !required ? undefined : text);
  return (
    <Field {...{ id, name, place, schema, isRequired: required, description, messages }}>
      {choices === undefined ? (
        <input
          {...describedBy(id, messages)}
          className="input mono"
          autoComplete="off"
          spellCheck={false}
          placeholder={String(example ?? "")}
          value={value}
          onChange={({ target }) => change(target.value)}
          {...(schema.type === "integer" && { inputMode: "numeric" })}
        />
      ) : (
        <ChoiceField {...{ id, name, value, choices, messages }} onChange={change} />
      )}
    </Field>
  );
}
