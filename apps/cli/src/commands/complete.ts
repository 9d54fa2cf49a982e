import { anyWords } from "../argument.ts";
import { defineCommand } from "../command.ts";

const words = anyWords("WORDS", "those after the program's name, the last as far as it is typed");

/** What the scripts of `completion` call. */
export const complete = defineCommand({
  name: "complete",
  isHidden: true,
  summary: "Print what may stand in the place of the last word",
  doing: "complete",
  arguments: [words],
  options: [],
  examples: [{ line: "hotspot complete -- config l", about: "list, and what it does" }],
  run: async ({ environment, output }, given) => {
    const [{ candidatesFor }, { commands }] = await Promise.all([
      import("../completion/candidates.ts"),
      import("./all.ts"),
    ]);
    const found = await candidatesFor(given(words), commands, async () => {
      const { profileFile, readProfiles } = await import("../settings/profile-file.ts");
      return (await readProfiles(profileFile(environment))).byName.keys();
    });
    const lines =
      found === "files" ? [":files"] : found.map(({ word, about }) => `${word}\t${about}`);
    await output.text(lines.map((line) => `${line}\n`).join(""));
  },
});
