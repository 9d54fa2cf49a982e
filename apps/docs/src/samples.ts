import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The ways to make a call that the site shows for each operation. */
export const sampleKinds = [
  { file: "curl.sh", lang: "Shell", label: "curl", fence: "sh" },
  { file: "typescript.ts", lang: "TypeScript", label: "TypeScript", fence: "ts" },
  { file: "hotspot.sh", lang: "Shell", label: "hotspot", fence: "sh" },
] as const;

export interface Sample {
  readonly lang: string;
  readonly label: string;
  readonly fence: string;
  readonly source: string;
}

/** The folder of an operation's samples. */
export const sampleFolder = (operationId: string) =>
  join(import.meta.dirname, "../samples", operationId);

/**
 * The samples of an operation, in the order of {@link sampleKinds}.
 *
 * @throws the system's error where one is missing: there is no operation without all of them
 */
export function samplesOf(operationId: string): readonly Sample[] {
  return sampleKinds.map(({ file, lang, label, fence }) => ({
    lang,
    label,
    fence,
    source: readFileSync(join(sampleFolder(operationId), file), "utf8").trimEnd(),
  }));
}
