import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));

/**
 * What `contract:diff` finds, breaking or not; empty where it finds nothing. It is also written into the
 * file of the summary, if there is one: on GitHub, the page of the run.
 */
export function contractFindings(root: string, summary: string | undefined): string {
  const { stdout } = spawnSync(
    process.execPath,
    [join(repository, "spec/diff/main.ts"), "--quiet"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  if (stdout !== "" && summary !== undefined) appendFileSync(summary, `\`\`\`\n${stdout}\`\`\`\n`);
  return stdout;
}
