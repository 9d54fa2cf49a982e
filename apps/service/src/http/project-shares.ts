import type { ServerResponse } from "node:http";

import { ApiError } from "../errors.ts";

/**
 * What one project may have under way at once: four fifths of what the service takes of all, so that
 * others find room beside it.
 */
const shares = {
  /** Of 1,250 connections. */
  requests: 1000,
  /** Of 500 writes that wait. */
  writes: 400,
  /** Of 64 searches that wait. */
  searches: 51,
} as const;

/** Counts what each project has under way, from its admission to the end of the answer. */
export function projectShares() {
  const counts = {
    requests: new Map(),
    writes: new Map(),
    searches: new Map(),
  } as const satisfies {
    [kind in keyof typeof shares]: Map<string, number>;
  };

  /** @throws {@link ApiError} of 503 where the project has as much under way as it may */
  return (response: ServerResponse, project: string, kind: keyof typeof shares): void => {
    // It has ended already, and will not end again.
    if (response.destroyed) return;
    const held: Map<string, number> = counts[kind];
    const count = (held.get(project) ?? 0) + 1;
    if (count > shares[kind]) {
      throw new ApiError(
        503,
        `project_id: this project has ${shares[kind]} ${kind} under way, which leaves room for others; try again after the seconds in Retry-After`,
        { "Retry-After": "1" },
      );
    }
    held.set(project, count);
    response.once("close", () => {
      const left = (held.get(project) ?? 1) - 1;
      if (left > 0) held.set(project, left);
      else held.delete(project);
    });
  };
}

export type TakeShare = ReturnType<typeof projectShares>;
