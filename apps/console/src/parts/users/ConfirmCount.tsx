import { words } from "../../words.ts";
import { TextInput } from "../TextInput.tsx";

/** A removal or an overwriting of more users than this is confirmed by their number. */
export const largeChange = 100;

interface ConfirmCountProps {
  readonly change: "remove" | "overwrite";
  readonly count: number;
  /** Whether another one has the focus first. */
  readonly isSecond?: boolean;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Asks for a number, which is not entered by mistake. */
export const ConfirmCount = ({ change, count, isSecond, text, onChange }: ConfirmCountProps) => (
  <TextInput
    label={words.users.confirm(change, count)}
    inputMode="numeric"
    autoFocus={isSecond !== true}
    value={text}
    onChange={({ target }) => onChange(target.value)}
  />
);

/** Whether a text is the number, with or without separators. */
export const isCount = (text: string, count: number): boolean =>
  text.replaceAll(/[\s.,'’]/g, "") === String(count);
