import { anyWords } from "../argument.ts";
import { choice, flag, repeatable, text, wholeNumber } from "../option.ts";
import { UsageError } from "../usage-error.ts";
import { formats } from "./format-names.ts";

// What `user add`, `user remove` and `user sync` take alike.

export const names = anyWords("NAME", "the names of users, as they are, capitals included");

export const ids = repeatable(
  text("--id", "ID[=NAME]", "a user by id, and the name it is to have where one is given"),
);

export const file = text("--file", "FILE", "read users from this file; - is standard input", {
  isFile: true,
});

export const format = choice(
  "--format",
  formats,
  "how the file is written; its extension tells that of .csv, .ndjson, .jsonl and .txt",
);

const line = wholeNumber(
  "--from-line",
  "go on from this line of the file; the whole of it is checked all the same",
);

export const fromLine: typeof line = {
  ...line,
  read: (texts) => {
    const value = line.read(texts);
    if (value === 0) throw new UsageError("--from-line: lines are numbered from 1");
    return value;
  },
};

export const dryRun = flag("--dry-run", "check everything and say what would be done; do nothing");

export const yes = flag("--yes", "do not ask", { short: "y" });

export const allowEmpty = flag("--allow-empty", "take a file without users for a list of nobody");
