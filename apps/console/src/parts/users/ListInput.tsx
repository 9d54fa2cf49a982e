import { type DragEvent, useId, useRef, useState } from "react";

import { words } from "../../words.ts";
import { DialogForm } from "../DialogForm.tsx";
import styles from "./ListInput.module.css";

interface ListInputProps {
  /** What was typed or pasted; it is still there when one comes back to correct it. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onGive: (name: string, content: Blob) => void;
  readonly onClose: () => void;
}

/** Takes a list: a file that is chosen or dropped, or a text that is typed or pasted. */
export function ListInput({ text, onText, onGive, onClose }: ListInputProps) {
  const [isOver, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const hint = useId();
  const { paste, pasteHint, pasteExample, choose, drop, pasted, preview } = words.users.import;
  const give = (files: FileList | null) => {
    const [first] = files ?? [];
    if (first !== undefined) onGive(first.name, first);
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <DialogForm
      submit={preview}
      isReady={text.trim() !== ""}
      onClose={onClose}
      onSubmit={() => onGive(pasted, new Blob([text]))}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        give(event.dataTransfer.files);
      }}
    >
      <div className={styles["drop"]} data-over={isOver}>
        <input
          ref={file}
          type="file"
          accept=".csv,.ndjson,.jsonl,.txt"
          hidden
          onChange={(event) => give(event.target.files)}
        />
        <button type="button" className="button" onClick={() => file.current?.click()}>
          {choose}
        </button>
        <p className="muted">{drop}</p>
      </div>
      <div className="field">
        <label htmlFor={`${hint}-text`} className="label">
          {paste}
        </label>
        <textarea
          id={`${hint}-text`}
          className="area"
          aria-describedby={hint}
          placeholder={pasteExample}
          rows={7}
          spellCheck={false}
          autoFocus
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
        <p id={hint} className="muted">
          {pasteHint}
        </p>
      </div>
    </DialogForm>
  );
}
