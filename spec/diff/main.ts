import { parseArgs, styleText } from "node:util";

import { announcements, hitByContract } from "./announcement.ts";
import { atRevision, currentContract, lastRelease } from "./base.ts";
import { compareContracts } from "./contracts.ts";
import { markedBreaks } from "./marked-breaks.ts";
import { type Findings, report } from "./report.ts";

const help = `Compares the contract, spec/openapi.yaml, with an earlier one, and says what that means to callers.

Usage: pnpm contract:diff [base] [--json | --quiet]

  base      a git revision (HEAD, main, a tag); unless given, the contract of the last release
  --json    print the findings as JSON
  --quiet   print nothing where nothing is found
  --help    print this

Exit code: 0 if nobody is broken, or a changeset announces it; 1 if callers are broken and no
changeset announces it; 2 if there was no comparing.
`;

/** The repository: a script of its root runs there. */
const root = process.cwd();

async function findingsAgainst(revision: string | undefined): Promise<Findings> {
  const base = revision === undefined ? await lastRelease(root) : await atRevision(root, revision);
  const none = { base: null, changes: [], markedBreaks: [], announcements: [] };
  if (base === undefined) return none;
  const changes = compareContracts(base.document, await currentContract(root));
  // The code of users is that of the last release, and of no other revision.
  const marked = revision === undefined ? await markedBreaks(root) : [];
  const isBroken = changes.some((change) => change.class === "breaking");
  const folders = [...(isBroken ? hitByContract : []), ...marked.map(({ folder }) => folder)];
  return {
    base: base.name,
    changes,
    markedBreaks: marked,
    announcements: await announcements(root, [...new Set(folders)]),
  };
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean" },
      quiet: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [revision, ...others] = positionals;
  if (others.length > 0) throw new Error(`${others.join(" ")}: name one base, or none. See --help`);
  if (values.help) process.stdout.write(help);
  else {
    const findings = await findingsAgainst(revision);
    // Plain text where nobody looks, or NO_COLOR is set.
    const paint = (tone: Parameters<typeof styleText>[0], text: string) => styleText(tone, text);
    if (values.json) process.stdout.write(`${JSON.stringify(findings, undefined, 2)}\n`);
    else if (!values.quiet || findings.changes.length + findings.markedBreaks.length > 0)
      process.stdout.write(report(findings, paint));
    if (findings.announcements.some(({ isAnnounced }) => !isAnnounced)) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(
    `contract:diff: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 2;
}
