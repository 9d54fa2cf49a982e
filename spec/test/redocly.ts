import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const inSpec = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const styleGuide = inSpec("redocly.yaml");
export const contractFile = inSpec("dist/openapi.json");

/** A copy of the contract, as its build bundled it, to read or to break. */
export async function readContract(): Promise<unknown> {
  return JSON.parse(await readFile(contractFile, "utf8"));
}

export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly place: string;
}

interface Report {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly message: string;
    readonly location: readonly {
      readonly source: { readonly ref: string };
      readonly pointer?: string;
    }[];
  }[];
}

/** Redocly prints one JSON object per document, one directly after the other. */
function reports(output: string): readonly Report[] {
  return output
    .split(/(?<=^\})(?=\{$)/m)
    .filter((text) => text.trim() !== "")
    .map((text) => JSON.parse(text));
}

/** Runs `redocly lint` with the project's style guide over documents; the findings are by name. */
export async function lint(
  documents: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const folder = await mkdtemp(join(tmpdir(), "hotspot-rules-"));
  try {
    const files = [...documents].map(([name, document]) => ({
      file: join(folder, `${name}.json`),
      text: JSON.stringify(document, undefined, 2),
    }));
    await Promise.all(files.map(({ file, text }) => writeFile(file, text)));
    const output = await run([
      "lint",
      "--format=json",
      "--max-problems=1000",
      `--config=${styleGuide}`,
      ...files.map(({ file }) => file),
    ]);
    const findings = new Map<string, Finding[]>([...documents.keys()].map((name) => [name, []]));
    for (const problem of reports(output).flatMap((report) => report.problems)) {
      const [place] = problem.location;
      const { ruleId: rule, severity, message } = problem;
      const name = basename(place?.source.ref ?? "", ".json");
      findings.get(name)?.push({ rule, severity, message, place: place?.pointer ?? "" });
    }
    return findings;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      inSpec("node_modules/.bin/redocly"),
      args,
      {
        cwd: inSpec("."),
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        // 1 is "there are findings"; anything else, or no report at all, is a failure to run.
        if (error !== null && (error.code !== 1 || stdout === "")) {
          reject(new Error(`redocly ${args[0]} failed:\n${stderr}`, { cause: error }));
        } else {
          resolve(stdout);
        }
      },
    );
  });
}
