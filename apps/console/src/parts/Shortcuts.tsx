import { lazy, Suspense, useEffect, useState } from "react";

import { words } from "../words.ts";
import styles from "./Shortcuts.module.css";

const Palette = lazy(() => import("./Palette.tsx"));
const Help = lazy(() => import("./Help.tsx"));

const isMac = /Mac|iP/.test(navigator.platform);
/** The key of commands, as people of this system know it. */
export const modifier = isMac ? "⌘" : "Ctrl";
const keys = `${modifier} K`;

const isTyping = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");

/** The keys that work everywhere, and a button that says so. */
export function Shortcuts({ onSignOut }: { readonly onSignOut: () => void }) {
  const [open, setOpen] = useState<"palette" | "help">();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { key, metaKey, ctrlKey, altKey } = event;
      const isCommand = isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
      if (isCommand && !altKey && key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen((now) => (now === "palette" ? undefined : "palette"));
      } else if (key === "?" && !metaKey && !ctrlKey && !isTyping(event)) {
        setOpen("help");
      }
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
  const close = () => setOpen(undefined);
  return (
    <>
      <div className={styles["commands"]}>
        <button
          type="button"
          className="button"
          aria-label={`${words.palette.open} ${keys}`}
          aria-keyshortcuts={isMac ? "Meta+K" : "Control+K"}
          onClick={() => setOpen("palette")}
        >
          <kbd>{keys}</kbd>
        </button>
      </div>
      <Suspense>
        {open === "palette" && (
          <Palette onClose={close} onHelp={() => setOpen("help")} onSignOut={onSignOut} />
        )}
        {open === "help" && <Help onClose={close} />}
      </Suspense>
    </>
  );
}
