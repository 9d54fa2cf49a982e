import type { UserFileFormat, UserFileOutput } from "@hotspot-session/client/user-files";

const grouped = (count: number): string => count.toLocaleString("en-US");
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
const counted = (count: number): string => `${grouped(count)} ${count === 1 ? "user" : "users"}`;

const formats: Readonly<Record<UserFileFormat, string>> = {
  lines: "Names, one on each line",
  csv: "CSV",
  ndjson: "NDJSON",
};

const outputs: Readonly<Record<UserFileOutput, readonly [name: string, hint: string]>> = {
  csv: ["CSV", "Can be read back as it is."],
  spreadsheet: [
    "CSV for spreadsheets",
    "No cell is a formula: one that looks like it begins with '.",
  ],
  ndjson: ["NDJSON", "A JSON object on each line. Can be read back as it is."],
};

const actions: Readonly<Record<"add" | "remove" | "sync", readonly [name: string, hint: string]>> =
  {
    add: [
      "Add these users",
      "Users who are in the list already stay. An ID in the list gets the name given here.",
    ],
    remove: ["Remove these users", "Users who are not in the list are skipped."],
    sync: ["Make the list exactly this", "All others are removed. You see the changes first."],
  };

/** What the console says of exempt users. */
export const userWords = {
  title: "Exempt users",
  id: "User ID",
  name: "User name",
  grouped,
  counted,
  filter: "Filter by name",
  clearFilter: "Clear the filter",
  loading: "Loading the users",
  none: "No exempt users yet",
  noneHint: "Sessions of exempt users stay where they are, also when a server is overloaded.",
  noMatch: "No user name contains this",
  noMatchHint: "Users without a name match no filter.",
  past: "No users on this page",
  pastHint: "The list is shorter than this address says.",
  range: (from: number, to: number, total: number) =>
    `${grouped(from)}–${grouped(to)} of ${grouped(total)}`,
  pages: "Pages of exempt users",
  page: "Page",
  ofPages: (count: number) => `of ${grouped(count)}`,
  rows: "Rows",
  first: "First page",
  previous: "Previous page",
  next: "Next page",
  last: "Last page",
  selectPage: "Select the users of this page",
  select: (user: string) => `Select ${user}`,
  selected: (count: number) => `${grouped(count)} selected`,
  selectAll: (count: number) => `Select all ${grouped(count)}`,
  clearSelection: "Clear",
  reading: "Reading the list",
  progress: (done: number, total: number) => `${grouped(done)} of ${grouped(total)}`,
  bytes: (done: number, total: number) => `${megabytes(done)} of ${megabytes(total)} MB`,
  close: "Close",
  more: (count: number) => `and ${grouped(count)} more`,
  add: {
    title: "Add a user",
    open: "Add user",
    hint: "Give an ID, a name, or both. If the ID is in the list already, that user gets this name.",
    neither: "Enter an ID or a name.",
    submit: "Add user",
    submitting: "Adding…",
    done: (count: number) => `${counted(count)} added.`,
  },
  remove: {
    open: "Remove…",
    title: (count: number) => `Remove ${counted(count)}?`,
    readTitle: "Remove users",
    lead: "They are no longer exempt: their sessions may be moved.",
    submit: (count: number) => `Remove ${counted(count)}`,
    removing: "Removing",
    done: (count: number) => `${counted(count)} removed.`,
    noneLeft: "No user matches any more. There is nothing to remove.",
  },
  confirm: (change: "remove" | "overwrite", count: number) =>
    `To confirm, enter the number of users to ${change}: ${grouped(count)}`,
  partial: { continue: "Continue with the rest" },
  export: {
    open: "Export…",
    title: "Export users",
    all: (count: number) => `All ${counted(count)} of the list, not only this page.`,
    matching: "Of the list, not only this page, all whose names contain",
    format: "Format",
    outputs,
    submit: "Export",
    exporting: "Exporting",
    done: (count: number) => `${counted(count)} exported.`,
    failed: "No file was saved.",
  },
  import: {
    open: "Paste or upload…",
    title: "Use a list of users",
    paste: "Names or CSV",
    pasteHint: "A name on each line; or an ID, a comma and a name.",
    pasteExample: "night-batch\nmonitoring",
    choose: "Choose a file…",
    drop: "or drop one here: CSV, NDJSON, or names in a text file, in UTF-8",
    pasted: "Pasted text",
    preview: "Preview",
    back: "Back",
    format: "Read as",
    formats,
    understood: (count: number) => (count === 0 ? "No users" : counted(count)),
    wrong: (count: number) =>
      count === 1
        ? "1 line is wrong. Correct it first: nothing is sent before."
        : `${grouped(count)} lines are wrong. Correct them first: nothing is sent before.`,
    repeated: (count: number, first: string) =>
      count === 1
        ? `Line ${first} repeats a user of a line before.`
        : `${grouped(count)} lines repeat a user of a line before: ${first}.`,
    line: "Line",
    problem: "Problem",
    what: "What to do",
    adding: "Adding",
    removing: "Removing",
    comparing: "Comparing with the list",
    checking: "Reading",
    actions,
    submitAdd: (count: number) => `Add ${counted(count)}`,
    compare: "Compare",
    plan: "Changes",
    same: "The list is exactly this already.",
    additions: "To add",
    overwrites: "To overwrite",
    removals: "To remove",
    unchanged: "Unchanged",
    apply: (count: number) => (count === 1 ? "Make 1 change" : `Make ${grouped(count)} changes`),
    made: (made: number, changes: number) =>
      `${grouped(made)} of ${grouped(changes)} changes are made.`,
    mayBeMade: (count: number) => `${grouped(count)} may be made or not, since an answer was lost.`,
    compareAgain: "Compare again",
    synced: (count: number) => `The list is now exactly this: ${counted(count)}.`,
  },
};
