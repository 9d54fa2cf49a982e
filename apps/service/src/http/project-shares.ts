import type { ServerResponse } from "node:http";

import { ApiError, unavailable } from "../errors.ts";
import { shareOf } from "../store/share.ts";
import { onceEnded } from "./request-end.ts";

/** How many writes, and how many searches, may wait: the bounds of the stores. */
const waiting = { writes: 500, searches: 64 };

/**
 * Counts what each project has under way, from its admission to the end of the answer and of the
 * operation.
 *
 * @param connections how many may be open at once
 */
export function projectShares(connections: number) {
  const share = (limit: number) => ({ most: shareOf(limit), held: new Map<string, number>() });
  const kinds = {
    requests: share(connections),
    writes: share(waiting.writes),
    searches: share(waiting.searches),
  } as const;

  /** @throws {@link ApiError} of 503 where the project has as much under way as it may, or the client has left */
  return (response: ServerResponse, project: string, kind: keyof typeof kinds): void => {
    if (response.destroyed) throw unavailable();
    const { most, held } = kinds[kind];
    const count = (held.get(project) ?? 0) + 1;
    if (count > most) {
      throw new ApiError(
        503,
        `project_id: this project has ${most} ${kind} under way, which leaves room for others; try again after the seconds in Retry-After`,
        { "Retry-After": "1" },
      );
    }
    held.set(project, count);
    onceEnded(response, () => {
      const left = (held.get(project) ?? 1) - 1;
      if (left > 0) held.set(project, left);
      else held.delete(project);
    });
  };
}

export type TakeShare = ReturnType<typeof projectShares>;
