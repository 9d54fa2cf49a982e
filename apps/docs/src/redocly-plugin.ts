import { samplesOf } from "./samples.ts";

/** The little of an operation that the decorator touches; Redocly publishes no types for plugins. */
interface Operation {
  readonly operationId?: string;
  "x-codeSamples"?: readonly { lang: string; label: string; source: string }[];
}

/** Gives each operation its samples. The contract itself stays free of them. */
const codeSamples = () => ({
  Operation(operation: Operation) {
    operation["x-codeSamples"] = samplesOf(operation.operationId ?? "").map(
      ({ lang, label, source }) => ({ lang, label, source }),
    );
  },
});

export default () => ({
  id: "site",
  decorators: { oas3: { "code-samples": codeSamples } },
});
