import { parseArgs } from "node:util";

import { atRevision, currentContract, lastRelease } from "./base.ts";
import { affectedPackages, announcements } from "./changesets.ts";
import { compareContracts } from "./contracts.ts";
import { markedBreaks } from "./marked-breaks.ts";
import { type Findings, report } from "./report.ts";

const help = `Compares the contract, spec/openapi.yaml, with an earlier one, and says what each change means to callers.

Usage: pnpm contract:diff [base] [--json | --quiet]

  base      a git revision (HEAD, main, a tag); unless given, the contract of the last release
  --json    print the findings as JSON
  --quiet   print nothing if nothing is found
  --help    print this

Exit code: 0 if no caller is broken, or a major changeset newer than the base is there for each package
concerned; 1 if callers are broken and one is missing; 2 if the contracts cannot be compared.
`;

/** What a run prints, and its exit code. */
export interface Result {
  readonly status: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

export async function contractDiff(args: readonly string[], root: string): Promise<Result> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        quiet: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    const [revision, ...others] = positionals;
    if (others.length > 0)
      throw new Error(`${others.join(" ")}: name one base, or none. See --help`);
    if (values.help) return { status: 0, stdout: help, stderr: "" };
    const findings = await findingsAgainst(revision, root);
    const isNothing = findings.changes.length + findings.markedBreaks.length === 0;
    const text = values.quiet && isNothing ? "" : report(findings);
    const stdout = values.json ? `${JSON.stringify(findings, undefined, 2)}\n` : text;
    const isMissing = findings.announcements.some(({ changesets }) => changesets.length === 0);
    return { status: isMissing ? 1 : 0, stdout, stderr: "" };
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return { status: 2, stdout: "", stderr: `contract:diff: ${says}\n` };
  }
}

async function findingsAgainst(revision: string | undefined, root: string): Promise<Findings> {
  const base = revision === undefined ? lastRelease(root) : await atRevision(root, revision);
  if (base === undefined) return { base: null, changes: [], markedBreaks: [], announcements: [] };
  const changes = compareContracts(base.document, currentContract(root));
  // The code of users is that of the last release, and of no other revision.
  const marked = revision === undefined ? markedBreaks(root) : [];
  const isBroken = changes.some((change) => change.class === "breaking");
  const folders = [...(isBroken ? affectedPackages : []), ...marked.map(({ folder }) => folder)];
  return {
    base: base.name,
    changes,
    markedBreaks: marked,
    announcements: await announcements(root, base, [...new Set(folders)]),
  };
}
