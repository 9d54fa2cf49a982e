import type { IncomingMessage, ServerResponse } from "node:http";

/** How many bytes the bodies of all requests under way may take. */
const budget = 64 * 1024 * 1024;

/** How many of them one project may take, so that others find room beside it. */
const share = (budget * 4) / 5;

/** How many of them may be taken where the caller is not known: a signature is verified with its body. */
const ofUnknown = budget / 2;

/**
 * Bounds the memory that the bodies of requests take together, from their arrival to the end of
 * the answer: the answer to a write is no larger than its body.
 *
 * @param largestBody what a body may take that does not say its length, in bytes
 * @returns a function that says whether there is room for the body of a request, by the project of its
 *   caller, if that is known
 */
export function bodyBudget(largestBody: number) {
  let taken = 0;
  const byProject = new Map<string, number>();
  return (request: IncomingMessage, response: ServerResponse, project?: string): boolean => {
    // It has ended already, and will not end again.
    if (response.destroyed) return true;
    const length = Number(request.headers["content-length"] ?? largestBody);
    const bytes = Number.isNaN(length) ? largestBody : Math.min(length, largestBody);
    const own = project === undefined ? undefined : (byProject.get(project) ?? 0) + bytes;
    if (taken + bytes > (own === undefined ? ofUnknown : budget)) return false;
    if (project !== undefined && own !== undefined) {
      if (own > share) return false;
      byProject.set(project, own);
    }
    taken += bytes;
    response.once("close", () => {
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
