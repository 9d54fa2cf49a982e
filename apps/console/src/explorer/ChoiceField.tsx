import {
  Button,
  ComboBox,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components/ComboBox";

import { words } from "../words.ts";
import styles from "./ChoiceField.module.css";
import { describedBy } from "./Field.tsx";

interface ChoiceFieldProps {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly choices: readonly string[];
  readonly messages: readonly string[];
  readonly onChange: (value: string) => void;
}

/** A text that may be chosen from a list, or entered. */
export function ChoiceField({ id, name, value, choices, messages, onChange }: ChoiceFieldProps) {
  return (
    <ComboBox
      id={id}
      aria-label={name}
      aria-describedby={describedBy(id, messages)["aria-describedby"]}
      className={styles["choice"] ?? ""}
      inputValue={value}
      onInputChange={onChange}
      isInvalid={messages.length > 0}
      allowsCustomValue
      allowsEmptyCollection={false}
    >
      <Input className="input mono" spellCheck={false} />
      <Button className={styles["button"] ?? ""} aria-label={words.explorer.choose} />
      <Popover className={styles["popover"] ?? ""}>
        <ListBox className={styles["list"] ?? ""}>
          {choices.map((choice) => (
            <ListBoxItem
              key={choice}
              id={choice}
              textValue={choice}
              className={styles["item"] ?? ""}
            >
              {choice}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
