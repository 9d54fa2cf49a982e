import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";

import { expect, it } from "vitest";

import { bodyBudget } from "../../src/http/body-budget.ts";

const MiB = 1024 * 1024;

/** Bodies that are taken until one is refused; how many there were, and an end to all of them. */
function fill(take: ReturnType<typeof bodyBudget>, project?: string) {
  // All that it reads of a request and an answer.
  const request = { headers: { "content-length": String(MiB) } } as unknown as IncomingMessage;
  const answers: EventEmitter[] = [];
  for (;;) {
    const answer = new EventEmitter();
    if (!take(request, answer as ServerResponse, project)) break;
    answers.push(answer);
  }
  return { count: answers.length, end: () => answers.forEach((answer) => answer.emit("close")) };
}

it("bodies of one project, and those of unknown callers, leave room for those of other projects", () => {
  const take = bodyBudget(2 * MiB);
  const unknown = fill(take);
  expect(unknown.count).toBe(32);
  const beside = fill(take, "a");
  expect(beside.count).toBe(32);
  unknown.end();
  beside.end();
  const alone = fill(take, "a");
  expect(alone.count).toBe(51);
  expect(fill(take, "b").count).toBe(13);
  alone.end();
  expect(fill(take, "a").count).toBe(51);
});
