import { type ComponentProps, type ReactNode, useId } from "react";

interface TextInputProps extends Omit<ComponentProps<"input">, "id" | "className"> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the text. */
  readonly error?: string | undefined;
  /** Whether it is read letter by letter: an id, a secret. */
  readonly isMono?: boolean;
}

/** A field for a line of text. */
export function TextInput({ label, hint, error, isMono = false, ...rest }: TextInputProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={isMono ? "input mono" : "input"}
        aria-describedby={`${id}-hint ${id}-error`}
        aria-invalid={error !== undefined}
        autoComplete="off"
        spellCheck={false}
        {...rest}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="error">
          {error}
        </p>
      )}
    </div>
  );
}
