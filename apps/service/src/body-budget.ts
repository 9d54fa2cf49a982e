import type { IncomingMessage, ServerResponse } from "node:http";

/** How many bytes of bodies may be on their way in at once. */
const budget = 64 * 1024 * 1024;

export type BodyBudget = ReturnType<typeof bodyBudget>;

/**
 * Bounds the memory that request bodies take, from their arrival to the answer, however many
 * there are together.
 *
 * @param largest what a body may take that does not say its length, in bytes
 */
export function bodyBudget(largest: number) {
  let taken = 0;
  return {
    /** @returns whether there is room; it is given back when the request is over */
    take(request: IncomingMessage, response: ServerResponse): boolean {
      const said = Number(request.headers["content-length"] ?? largest);
      const bytes = Number.isNaN(said) ? largest : Math.min(said, largest);
      if (taken + bytes > budget) return false;
      taken += bytes;
      // The body is kept until its request is answered, or nobody is left to answer.
      response.once("close", () => {
        taken -= bytes;
      });
      return true;
    },
  };
}
