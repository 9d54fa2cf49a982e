import type { UpdateHotspotSessionConfigRequest } from "@hotspot-session/client";
import { type ReactNode, useId, useState } from "react";
import {
  Button,
  FieldError,
  Group,
  Input,
  Label,
  NumberField,
  Text,
} from "react-aria-components/NumberField";

import { settings } from "../contract.ts";
import { words } from "../words.ts";
import { Prose } from "./Prose.tsx";
import styles from "./SettingsForm.module.css";

/** Both settings of a configuration, as a form holds them: the number may be missing for a while. */
export type Settings = UpdateHotspotSessionConfigRequest;

interface SettingsFormProps {
  readonly initial: Settings;
  readonly disabled?: boolean;
  /** The buttons, and what there is to say of the last attempt; `settings` are as they would be submitted. */
  readonly children: (state: {
    settings: Settings;
    isChanged: boolean;
    reset: () => void;
  }) => ReactNode;
  /** @param reset forgets what was entered: the form shows `initial` again */
  readonly onSubmit: (settings: Settings, reset: () => void) => void;
}

const { minimum, maximum, description } = settings.exit;

/** A form for both settings; it explains and bounds them as the contract does. */
export function SettingsForm({ initial, disabled = false, children, onSubmit }: SettingsFormProps) {
  /** What was entered. The rest stays that of `initial`, which changes where it is read again. */
  const [entered, setEntered] = useState<Partial<Settings>>({});
  const enter = (part: Partial<Settings>) => setEntered({ ...entered, ...part });
  const { hotspot_session_migration_enable: isOn, hotspot_exit_session_num: count } = {
    ...initial,
    ...entered,
  };
  // While the number is missing, nothing is submitted.
  const current: Settings = {
    hotspot_session_migration_enable: isOn,
    hotspot_exit_session_num: Number.isNaN(count) ? initial.hotspot_exit_session_num : count,
  };
  const enableHint = useId();
  const isChanged =
    isOn !== initial.hotspot_session_migration_enable || count !== initial.hotspot_exit_session_num;
  const reset = () => setEntered({});
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(current, reset);
      }}
    >
      <div className={styles["setting"]}>
        <label className={styles["row"]}>
          <span className="label">{words.form.enable}</span>
          <input
            type="checkbox"
            role="switch"
            checked={isOn}
            disabled={disabled}
            aria-describedby={enableHint}
            onChange={({ target }) => enter({ hotspot_session_migration_enable: target.checked })}
          />
        </label>
        <p id={enableHint} className="muted">
          <Prose text={settings.enable.description} />
        </p>
      </div>
      <NumberField
        className={styles["setting"] ?? ""}
        value={count}
        onChange={(number) => enter({ hotspot_exit_session_num: number })}
        minValue={minimum}
        maxValue={maximum}
        isDisabled={disabled}
        isRequired
      >
        <div className={styles["row"]}>
          <Label className="label">{words.form.exit}</Label>
          <Group className={styles["stepper"] ?? ""}>
            <Button slot="decrement" aria-label={words.form.decrease}>
              −
            </Button>
            <Input className={styles["number"] ?? ""} />
            <Button slot="increment" aria-label={words.form.increase}>
              +
            </Button>
          </Group>
        </div>
        <Text slot="description" className="muted">
          <Prose text={description} /> {words.form.range(minimum, maximum)}
        </Text>
        <FieldError className="error">{words.form.required(minimum, maximum)}</FieldError>
      </NumberField>
      {children({ settings: current, isChanged, reset })}
    </form>
  );
}
