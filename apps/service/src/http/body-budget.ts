import type { IncomingMessage, ServerResponse } from "node:http";

import { shareOf } from "../store/share.ts";
import { onceEnded } from "./request-end.ts";

/** How many bytes the bodies of all current requests may take. */
const budget = 64 * 1024 * 1024;

/** How many of them one project may take. */
const share = shareOf(budget);

/** How many of them may be taken where the caller is not known: a signature is verified with its body. */
const ofUnknown = budget / 2;

/**
 * Bounds the memory of all request bodies. A body counts until its operation has ended and its answer
 * has been sent, since the answer to a write is no larger than its body.
 *
 * @param largestBody the limit of one body, in bytes; a body without a stated length counts as this
 * @returns a function that counts the body of a request, for the project of its caller if that is
 *   known, or returns false if there is no room for it or the client has left
 */
export function bodyBudget(largestBody: number) {
  let taken = 0;
  const byProject = new Map<string, number>();
  return (request: IncomingMessage, response: ServerResponse, project?: string): boolean => {
    if (response.destroyed) return false;
    const length = Number(request.headers["content-length"] ?? largestBody);
    const bytes = Number.isNaN(length) ? largestBody : Math.min(length, largestBody);
    const own = project === undefined ? undefined : (byProject.get(project) ?? 0) + bytes;
    if (taken + bytes > (own === undefined ? ofUnknown : budget)) return false;
    if (project !== undefined && own !== undefined) {
      if (own > share) return false;
      byProject.set(project, own);
    }
    taken += bytes;
    onceEnded(response, () => {
      taken -= bytes;
      if (project === undefined) return;
      const left = (byProject.get(project) ?? bytes) - bytes;
      if (left > 0) byProject.set(project, left);
      else byProject.delete(project);
    });
    return true;
  };
}

export type BodyBudget = ReturnType<typeof bodyBudget>;
