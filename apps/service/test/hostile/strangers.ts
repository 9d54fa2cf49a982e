import { afterAll, beforeAll, expect, it } from "vitest";

import { startService } from "../service.ts";
import { exchange, expectContractAnswer, type Piece } from "./raw.ts";
import { close, type Requests, requestsTo } from "./request-text.ts";

/** What a stranger sends, and the status of the one answer; 0 for a closed connection. */
type Case = readonly [name: string, make: (to: Requests) => readonly Piece[], status: number];

/** A listening service for all tests of a file. */
export function target(settings?: Parameters<typeof startService>[0]) {
  const cleanUp = new AsyncDisposableStack();
  let address = "";
  let requests: Requests;
  beforeAll(async () => {
    const service = cleanUp.use(await startService(settings));
    address = await service.app.listen({ host: "127.0.0.1", port: 0 });
    requests = requestsTo(service);
  });
  afterAll(async () => cleanUp.disposeAsync());

  return {
    address: () => address,
    requests: () => requests,

    /** Sends what is made, and reads all that comes back. */
    send: (make: Case[1], options?: Parameters<typeof exchange>[2]) =>
      exchange(address, make(requests), options),

    /** Expects the one answer of each case, and that the next good request is answered as ever. */
    expectAnswers(cases: readonly Case[], { halfClose = false } = {}): void {
      it.each(cases)("%s", async (_, make, status) => {
        const { answers, rest } = await exchange(address, make(requests), { halfClose });
        expect(answers.map((answer) => answer.status)).toEqual(status === 0 ? [] : [status]);
        expect(rest).toBe("");
        for (const answer of answers) expectContractAnswer(answer, status);
        const next = await exchange(address, [requests.get(undefined, close)]);
        expect(next.answers).toMatchObject([{ status: 200 }]);
      });
    },
  };
}
