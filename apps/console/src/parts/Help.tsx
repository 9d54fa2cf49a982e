import { words } from "../words.ts";
import styles from "./Help.module.css";
import { ModalDialog } from "./ModalDialog.tsx";
import { modifier } from "./Shortcuts.tsx";

const { keys: say } = words.help;
const keys = [
  [`${modifier} K`, say.commands],
  ["?", say.help],
  [`${modifier} Enter`, say.send],
  ["Esc", say.close],
] as const;

/** The keys that there are. */
export default function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalDialog title={words.help.title} isDismissable onClose={onClose}>
      <dl className={styles["keys"]}>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </ModalDialog>
  );
}
