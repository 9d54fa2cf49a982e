import type { IncomingMessage, ServerResponse } from "node:http";

/** How many bytes the requests under way may hold at once: of their bodies, and of their answers. */
const budget = 64 * 1024 * 1024;

/** An answer up to this size, in bytes, is not counted: what a connection holds of those is small. */
const small = 16 * 1024;

export type MemoryBudget = ReturnType<typeof memoryBudget>;

/**
 * Bounds the memory that requests take together: that of bodies from their arrival, and that of
 * answers, which stay in memory until their readers have taken them; both to the end of the request.
 *
 * @param largestBody what a body may take that does not say its length, in bytes
 */
export function memoryBudget(largestBody: number) {
  const bodies = budgetOf(budget);
  const answers = budgetOf(budget);
  return {
    /** @returns whether there is room for the body of a request */
    takeBody(request: IncomingMessage, response: ServerResponse): boolean {
      const said = Number(request.headers["content-length"] ?? largestBody);
      return bodies(response, Number.isNaN(said) ? largestBody : Math.min(said, largestBody));
    },

    /** @returns whether there is room for an answer of so many bytes */
    takeAnswer: (response: ServerResponse, bytes: number): boolean =>
      bytes <= small || answers(response, bytes),
  };
}

function budgetOf(bytes: number) {
  let taken = 0;
  return (response: ServerResponse, more: number): boolean => {
    // It has ended already, and will not end again: nobody is left to keep anything for.
    if (response.destroyed) return true;
    // Whatever is larger than the whole budget has it to itself.
    if (taken > 0 && taken + more > bytes) return false;
    taken += more;
    // Once it is sent, or nobody is left to send it to.
    response.once("close", () => {
      taken -= more;
    });
    return true;
  };
}
