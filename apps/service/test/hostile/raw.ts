import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { expect } from "vitest";

import type { Answer } from "../service.ts";

/** Nothing may take longer than this to be answered or cut off, in milliseconds. */
const patience = 10_000;

/** Bytes, or milliseconds to wait before the next ones. */
export type Piece = string | Buffer | number;

export interface Exchange {
  /** The answers that came back, in their order. */
  readonly answers: readonly Answer[];
  /** What came back after the last whole answer: no server sends that. */
  readonly rest: string;
  readonly isClosed: boolean;
}

/**
 * Sends bytes as they are, and reads until the service closes the connection, or has given as many
 * answers as are waited for.
 *
 * @throws where neither happens in good time
 */
export async function exchange(
  address: string,
  pieces: readonly Piece[],
  { answers: wanted = Number.POSITIVE_INFINITY, halfClose = false } = {},
): Promise<Exchange> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  let received = Buffer.alloc(0);
  const finished = Promise.withResolvers<boolean>();
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    if (parse(received).answers.length >= wanted) finished.resolve(false);
  });
  // A reset ends it as well: the service may close while there is more to read.
  socket.on("error", () => finished.resolve(true));
  socket.on("close", () => finished.resolve(true));
  const late = setTimeout(
    () => finished.reject(new Error(`neither answered nor closed; so far: ${received}`)),
    patience,
  );
  try {
    for (const piece of pieces) {
      if (!socket.writable) break;
      if (typeof piece === "number") await pause(piece);
      else socket.write(piece);
    }
    if (halfClose) socket.end();
    const isClosed = await finished.promise;
    return { ...parse(received), isClosed };
  } finally {
    clearTimeout(late);
    socket.destroy();
  }
}

function parse(received: Buffer): { answers: Answer[]; rest: string } {
  const answers: Answer[] = [];
  let rest = received;
  for (;;) {
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) break;
    const [first = "", ...lines] = rest.subarray(0, end).toString("latin1").split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    // An interim answer, such as 100, has neither a length nor a body.
    const length = Number(headers["content-length"] ?? 0);
    const body = rest.subarray(end + 4, end + 4 + length);
    if (body.length < length) break;
    rest = rest.subarray(end + 4 + length);
    const text = body.toString();
    const isJson = headers["content-type"]?.startsWith("application/json") && text !== "";
    answers.push({ status, headers, text, body: isJson ? JSON.parse(text) : undefined });
  }
  return { answers, rest: rest.toString("latin1") };
}

/** Expects an answer of that status as the contract has it: an error whole, with all its headers. */
export function expectContractAnswer(answer: Answer | undefined, status: number): void {
  expect(answer).toMatchObject({
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "x-request-id": expect.stringMatching(/^[A-Za-z0-9._-]{1,128}$/),
      ...(status === 405 && { allow: expect.stringMatching(/^[A-Z]+(, [A-Z]+)*$/) }),
      ...(status === 503 && { "retry-after": expect.stringMatching(/^[1-9]\d*$/) }),
    },
  });
  expect(answer?.body).toEqual(
    status === 200
      ? expect.any(Object)
      : {
          error_code: `WKS.00000${status}`,
          error_msg: expect.stringMatching(/^[^\p{Cc}]{1,300}$/u),
        },
  );
}
