import type { IncomingMessage } from "node:http";

/** How many bytes of bodies may be on their way in at once. */
const budget = 64 * 1024 * 1024;

export type BodyBudget = ReturnType<typeof bodyBudget>;

/**
 * Bounds the memory that request bodies take while they arrive, however many arrive together.
 *
 * @param largest what a body may take that does not say its length, in bytes
 */
export function bodyBudget(largest: number) {
  let taken = 0;
  return {
    /** @returns whether there is room; it is given back when the request is over */
    take(request: IncomingMessage): boolean {
      const said = Number(request.headers["content-length"] ?? largest);
      const bytes = Number.isNaN(said) ? largest : Math.min(said, largest);
      if (taken + bytes > budget) return false;
      taken += bytes;
      request.once("close", () => {
        taken -= bytes;
      });
      return true;
    },
  };
}
