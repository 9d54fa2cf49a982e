import { useState } from "react";
import { type Key, Tab, TabList, TabPanel, Tabs } from "react-aria-components/Tabs";

import { type CodeSampleKind, codeSamples, type SampleCall } from "../code-samples/index.ts";
import { useProject } from "../project-context.ts";
import { words } from "../words.ts";
import type { CallOfProject } from "./AsCode.tsx";
import { Code } from "./Code.tsx";
import styles from "./CodePanel.module.css";
import { CopyButton } from "./CopyButton.tsx";

/** The language that was chosen last, in any panel. */
const key = "hotspot-code";
const isKind = (kind: Key): kind is CodeSampleKind => Object.hasOwn(codeSamples, kind);

/** A call in each of the languages, to copy. */
export function CodePanel({ call }: { readonly call: CallOfProject }) {
  const { session } = useProject();
  const [chosen, setChosen] = useState<Key>(() => localStorage.getItem(key) ?? "curl");
  const place = {
    baseUrl: location.origin,
    auth: "token" in session.auth ? "token" : "access-key",
    projectId: session.projectId,
  } as const;
  const whole: SampleCall = { ...place, ...call };
  const selected = isKind(chosen) ? chosen : "curl";
  const { label: language, write } = codeSamples[selected];
  const code = write(whole);
  return (
    <Tabs
      className="panel"
      selectedKey={selected}
      onSelectionChange={(kind) => {
        setChosen(kind);
        localStorage.setItem(key, String(kind));
      }}
    >
      <div className="panelHead">
        <TabList className={styles["tabs"] ?? ""} aria-label={words.code.languages}>
          {Object.entries(codeSamples).map(([kind, { label }]) => (
            <Tab key={kind} id={kind} className={styles["tab"] ?? ""}>
              {label}
            </Tab>
          ))}
        </TabList>
        <CopyButton text={code} />
      </div>
      <TabPanel id={selected}>
        <Code text={code} label={language} />
      </TabPanel>
      <p className={styles["foot"]}>{words.code.credentials}</p>
    </Tabs>
  );
}
