import { stringify } from "yaml";

import { escapeControls } from "../text.ts";
import type { Writer } from "./output.ts";

/**
 * A sequence, or one mapping. Every text is in double quotes: no reader takes an id for a number, or
 * `no` for a boolean. Only keys that look like fields of the API are plain.
 */
export function yamlWriter<Entry extends object>(): Writer<Entry> {
  const options = { defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 } as const;
  const text = (value: unknown) =>
    escapeControls(stringify(value, { ...options, aliasDuplicateObjects: false })).replaceAll(
      /^((?: |- )*)"([a-z]+_\w+|id|configurations)":/gm,
      "$1$2:",
    );
  return { batch: 100, some: text, end: (count) => (count === 0 ? "[]\n" : ""), one: text };
}
