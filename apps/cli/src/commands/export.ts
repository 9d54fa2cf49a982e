import type { Command } from "commander";

import type { Act } from "../context.ts";
import { valued } from "../options.ts";
import type { ExportOptions } from "../project-file/export.ts";
import { withExamples } from "../usage.ts";

export function addExport(program: Command, act: Act): void {
  const command = program
    .command("export")
    .summary("Write all configurations and their exempt users as a file for hotspot apply")
    .description(
      "Writes all configurations of the project by their ids, with their settings and exempt users, in order of creation: in YAML, or by --output json in JSON. It holds no credentials. The file may have 2 MiB, about 25,000 users; with --users-dir the users of each configuration are in a CSV file there, of any length, and the file names it.",
    )
    .addOption(
      valued(
        "--users-dir <dir>",
        "write users to files in this folder; its path is taken from here",
      ),
    );
  withExamples(
    command,
    ["hotspot export > hotspot.yaml", "The whole project in a file"],
    ["hotspot export --users-dir users > hotspot.yaml", "The same for long lists of users"],
  );
  command.action(
    act("export the project", async (context, flags: ExportOptions) => {
      const { exportProject } = await import("../project-file/export.ts");
      return exportProject(context, flags);
    }),
  );
}
