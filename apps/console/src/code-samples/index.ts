import type { SampleCall } from "./call.ts";
import { curl } from "./curl.ts";
import { go } from "./go.ts";
import { hotspot } from "./hotspot.ts";
import { java } from "./java.ts";
import { python } from "./python.ts";
import { typescript } from "./typescript.ts";

export type { SampleAuth, SampleCall } from "./call.ts";

/** The ways to make a call, in the order in which they are offered. */
export const codeSamples = {
  curl: { label: "curl", language: "sh", extension: "sh", write: curl },
  typescript: { label: "TypeScript", language: "ts", extension: "ts", write: typescript },
  hotspot: { label: "hotspot", language: "sh", extension: "sh", write: hotspot },
  python: { label: "Python", language: "python", extension: "py", write: python },
  go: { label: "Go", language: "go", extension: "go", write: go },
  java: { label: "Java", language: "java", extension: "java", write: java },
} as const satisfies Readonly<Record<string, CodeSample>>;

export type CodeSampleKind = keyof typeof codeSamples;

interface CodeSample {
  /** For people. */
  readonly label: string;
  /** For highlighting. */
  readonly language: string;
  /** Of the file that the code is saved as. */
  readonly extension: string;
  /** The code of a call. It has no secret: it reads the credentials from the environment. */
  readonly write: (call: SampleCall) => string;
}
