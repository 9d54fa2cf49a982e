import type { UserInfo } from "@hotspot-session/client";
import { maxNonMigrateUsers } from "@hotspot-session/client/bounds";
import {
  applySync,
  changeUsers,
  describeAccount,
  planSync,
  syncCounts,
  type SyncPlan,
  syncTargetOf,
} from "@hotspot-session/client/sync";
import { readUsers, repeatedLines, type UserList } from "@hotspot-session/client/user-files";

import { callFailureOf } from "../../call-failure.ts";
import { queryOf } from "../../queries.ts";
import { clientOf } from "../../verify.ts";
import { words } from "../../words.ts";
import { exportUsers } from "./export-file.ts";
import type {
  Contradictions,
  Ended,
  ListAnswer,
  ListMessage,
  ListRequest,
  ListTarget,
  Matches,
  Plan,
  Some,
  Summary,
} from "./list-protocol.ts";

// A list of a million users is read, compared, sent and exported in here, so that the page stays responsive.

/** How many of many are shown. */
const shown = 20;
const text = words.users.import;
const { exporting } = words.users.export;
const post = (message: ListMessage) => postMessage(message);
const some = <Entry>(all: readonly Entry[], count = all.length): Some<Entry> => ({
  count,
  first: all.slice(0, shown),
});
/** As many as one request takes, which the page shows as code. */
const someUsers = (users: readonly UserInfo[]): Some<UserInfo> => ({
  count: users.length,
  first: users.slice(0, maxNonMigrateUsers),
});

let target: ListTarget | undefined;
/** Without lines where it is from no file. */
let list: (Pick<UserList, "users"> & Partial<UserList>) | undefined;
/** What was planned, and how many users the list then has. */
let planned: { readonly plan: SyncPlan; readonly size: number } | undefined;
let controller = new AbortController();

addEventListener("message", ({ data }: MessageEvent<ListTarget | ListRequest>) => {
  if (!("kind" in data)) target = data;
  else if (data.kind === "cancel") controller.abort();
  else void answer(data);
});

async function answer(request: Exclude<ListRequest, { kind: "cancel" }>): Promise<void> {
  controller = new AbortController();
  try {
    post({ answer: await answerOf(request) });
  } catch (error) {
    post({ failure: callFailureOf(error) });
  }
}

function answerOf(request: Exclude<ListRequest, { kind: "cancel" }>): Promise<ListAnswer> {
  switch (request.kind) {
    case "read":
      return read(request);
    case "match":
      return match(request.filter);
    case "change":
      return change(request);
    case "compare":
      return compare();
    case "apply":
      return apply();
    case "export":
      return exportUsers(matching(request.filter, exporting), request.output, request.file);
  }
}

function progressOf(label: string, total: number) {
  return (done: number) => post({ progress: { label, done, total } });
}

/** How many bytes are read between two reports. */
const pieceSize = 256 * 1024;

async function read({ content, format }: Extract<ListRequest, { kind: "read" }>): Promise<Summary> {
  async function* pieces() {
    for (let at = 0; at < content.size; at += pieceSize) {
      const progress = { label: text.checking, done: at, total: content.size } as const;
      post({ progress: { ...progress, unit: "bytes" } });
      yield new Uint8Array(await content.slice(at, at + pieceSize).arrayBuffer());
    }
  }
  const found = await readUsers(pieces(), format, controller);
  list = found;
  const { users, lines, wrong, problems } = found;
  return {
    kind: "summary",
    users: someUsers(users),
    lines: lines.slice(0, shown),
    problems: some(problems, wrong),
    repeated: some(repeatedLines(found)),
  };
}

function heldList() {
  if (list === undefined) throw new Error("the worker holds no list");
  return list;
}

function connect() {
  if (target === undefined) throw new Error("the worker has no target");
  return { configId: target.configId, ...clientOf(target) };
}

/** All users of the configuration that match; reports how many of them are read. */
async function* matching(filter: string, label: string): AsyncGenerator<UserInfo, void, void> {
  const { configId, nonMigrationUsers } = connect();
  const { signal } = controller;
  const query = queryOf(filter);
  const { total_count } = await nonMigrationUsers.list(
    configId,
    { ...query, limit: 1 },
    { signal },
  );
  const report = progressOf(label, total_count);
  let count = 0;
  for await (const user of nonMigrationUsers.iterate(configId, query, { signal })) {
    yield user;
    if ((count += 1) % 100 === 0) report(count);
  }
}

async function match(filter: string): Promise<Matches> {
  const users: UserInfo[] = [];
  for await (const user of matching(filter, words.users.reading)) {
    const { user_id } = user;
    // The id identifies an entry; only without one its name does.
    const isWhole = user_id === undefined || users.length < maxNonMigrateUsers;
    users.push(isWhole ? user : { user_id });
  }
  list = { users };
  return { kind: "matches", users: someUsers(users) };
}

/** Sends the list. After an early end, only the rest of it is left. */
async function change({
  change: what,
  users: given,
}: Extract<ListRequest, { kind: "change" }>): Promise<Ended> {
  const { configId, nonMigrationUsers } = connect();
  if (given !== undefined) list = { users: given };
  const { users, lines } = heldList();
  const report = progressOf(what === "add" ? text.adding : text.removing, users.length);
  report(0);
  const result = await changeUsers(nonMigrationUsers, configId, what, users, {
    signal: controller.signal,
    onProgress: report,
  });
  const { end, cause, resumeFrom } = result;
  const ended = { kind: "ended", count: users.length } as const;
  if (end === "complete") return { ...ended, end, sentences: [] };
  const numbered = { users, lines: lines ?? users.map((_, index) => index + 1) };
  const sentences = describeAccount(result, numbered, {
    done: what === "add" ? "added" : "removed",
    unit: lines === undefined ? "user" : "line",
  });
  list = { users: users.slice(resumeFrom), ...(lines && { lines: lines.slice(resumeFrom) }) };
  return { ...ended, end, sentences, ...(end === "failed" && { cause: callFailureOf(cause) }) };
}

async function compare(): Promise<Contradictions | Plan> {
  const wanted = syncTargetOf({ lines: [], ...heldList() });
  if (wanted.contradictions.length > 0) {
    return { kind: "contradictions", problems: some(wanted.contradictions) };
  }
  const plan = await planSync(wanted, matching("", text.comparing));
  planned = { plan, size: wanted.size };
  const { additions, lateAdditions, overwrites, removals } = plan;
  return {
    kind: "plan",
    counts: syncCounts(plan),
    additions: [...additions.slice(0, shown), ...lateAdditions.slice(0, shown)],
    overwrites: overwrites.slice(0, shown),
    removals: removals.slice(0, shown),
  };
}

async function apply(): Promise<Ended> {
  if (planned === undefined) throw new Error("there is no plan");
  const { plan, size } = planned;
  const { configId, nonMigrationUsers } = connect();
  const { changes } = syncCounts(plan);
  const labels = { add: text.adding, remove: text.removing };
  const { end, cause, made, uncertain } = await applySync(nonMigrationUsers, configId, plan, {
    signal: controller.signal,
    onProgress: ({ change: step, made: done }) => progressOf(labels[step], changes)(done),
  });
  if (end === "complete") return { kind: "ended", end, count: size, sentences: [] };
  const sentences = [text.made(made, changes)];
  if (uncertain > 0) sentences.push(text.mayBeMade(uncertain));
  const why = end === "failed" ? { cause: callFailureOf(cause) } : {};
  return { kind: "ended", end, count: changes, sentences, ...why };
}
