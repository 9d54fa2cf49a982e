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
import { clientOf } from "../../verify.ts";
import { words } from "../../words.ts";
import type {
  Contradictions,
  Ended,
  ListAnswer,
  ListMessage,
  ListRequest,
  ListTarget,
  Plan,
  Some,
  Summary,
} from "./list-protocol.ts";

// A list of a million users is read, compared and sent in here, so that the page never waits for it.

/** How many of many are shown. */
const shown = 20;
const text = words.users.import;
const post = (message: ListMessage) => postMessage(message);
const some = <Entry>(all: readonly Entry[], count = all.length): Some<Entry> => ({
  count,
  first: all.slice(0, shown),
});

let target: ListTarget | undefined;
let list: Pick<UserList, "users" | "lines"> = { users: [], lines: [] };
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
    case "change":
      return change(request.change);
    case "compare":
      return compare();
    case "apply":
      return apply();
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
  const first = users
    .slice(0, shown)
    .map((user, index) => Object.assign({ line: lines[index] ?? 0 }, user));
  return {
    kind: "summary",
    users: { count: users.length, first },
    problems: some(problems, wrong),
    repeated: some(repeatedLines(found)),
  };
}

function connect() {
  if (target === undefined) throw new Error("the worker was not told where the list is used");
  return { configId: target.configId, ...clientOf(target) };
}

/** Sends the list. After an early end, only the rest of it is left. */
async function change(what: "add" | "remove"): Promise<Ended> {
  const { configId, nonMigrationUsers } = connect();
  const { users, lines } = list;
  const report = progressOf(what === "add" ? text.adding : text.removing, users.length);
  report(0);
  const result = await changeUsers(nonMigrationUsers, configId, what, users, {
    signal: controller.signal,
    onProgress: report,
  });
  const { end, cause, resumeFrom } = result;
  const ended = { kind: "ended", count: users.length } as const;
  if (end === "complete") return { ...ended, end, sentences: [] };
  const done = what === "add" ? "added" : "removed";
  const sentences = describeAccount(result, list, { done });
  list = { users: users.slice(resumeFrom), lines: lines.slice(resumeFrom) };
  return { ...ended, end, sentences, ...(end === "failed" && { cause: callFailureOf(cause) }) };
}

async function compare(): Promise<Contradictions | Plan> {
  const { configId, nonMigrationUsers } = connect();
  const { signal } = controller;
  const wanted = syncTargetOf(list);
  if (wanted.contradictions.length > 0) {
    return { kind: "contradictions", problems: some(wanted.contradictions) };
  }
  const { total_count } = await nonMigrationUsers.list(configId, { limit: 1 }, { signal });
  const report = progressOf(text.comparing, total_count);
  const entries = nonMigrationUsers.iterate(configId, {}, { signal });
  const plan = await planSync(wanted, entries, (count) => count % 100 === 0 && report(count));
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
