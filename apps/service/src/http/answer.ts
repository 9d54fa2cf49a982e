import type { ServerResponse } from "node:http";

import type { ApiError } from "../errors.ts";

export const jsonType = "application/json; charset=utf-8";

declare module "node:http" {
  interface ServerResponse {
    /** Whether its body is one buffer for all clients, which takes no memory for this one. */
    isShared?: boolean;
  }
}

type Headers = Readonly<Record<string, string>>;

/** How many bytes of a shared body are written in one round of the event loop. */
const sharedPart = 64 * 1024;

/** Begins an answer. One that is given before the body has arrived ends the connection. */
function begin(
  response: ServerResponse,
  requestId: string,
  status: number,
  headers: Headers,
): ServerResponse {
  const { complete, headers: sent } = response.req;
  // Node completes a request without a body only after it was handled, too.
  const hasBody = sent["transfer-encoding"] !== undefined || Number(sent["content-length"]) > 0;
  if (hasBody && !complete) response.shouldKeepAlive = false;
  return response.writeHead(status, headersOfEvery(requestId, headers));
}

/** Adds the headers that every answer has. */
export const headersOfEvery = (requestId: string, headers: Headers): Headers => ({
  "x-request-id": requestId,
  "cache-control": "no-store",
  ...headers,
});

/** Sends a whole answer. */
export function send(
  response: ServerResponse,
  requestId: string,
  status: number,
  headers: Headers,
  body: string | Buffer = "",
): void {
  const length = Buffer.byteLength(body);
  begin(response, requestId, status, { "content-length": String(length), ...headers });
  // What is ASCII is the same in both, and written faster as Latin-1.
  response.end(body, length === body.length ? "latin1" : "utf8");
}

/**
 * Sends an answer of unknown length, no faster than the client reads it.
 *
 * @param first the first piece, which the caller has made already
 * @throws what making a piece throws; the connection is closed then
 */
export async function sendPieces(
  response: ServerResponse,
  requestId: string,
  first: IteratorResult<string>,
  pieces: AsyncIterator<string>,
): Promise<void> {
  begin(response, requestId, 200, { "content-type": jsonType });
  try {
    for (let piece = first; piece.done !== true; piece = await pieces.next()) {
      if (!response.destroyed && !response.write(piece.value)) await roomIn(response);
      // The client may have left while the piece was made, too.
      if (response.destroyed) {
        await pieces.return?.();
        return;
      }
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}

/** Waits until the client has read enough, or has left. */
async function roomIn(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once("drain", resolve).once("close", resolve);
  await promise;
  response.off("drain", resolve).off("close", resolve);
}

/**
 * Sends a body that all clients share, one part in each round of the event loop: to copy a large
 * file to the sockets of a thousand clients at once would block the loop.
 */
export function sendShared(
  response: ServerResponse,
  requestId: string,
  status: number,
  headers: Headers,
  body: Buffer,
): void {
  response.isShared = true;
  const length = String(body.length);
  const whole = status === 304 ? headers : { "content-length": length, ...headers };
  begin(response, requestId, status, whole);
  let sent = 0;
  const next = (): void => {
    if (response.destroyed) return;
    const part = body.subarray(sent, sent + sharedPart);
    sent += part.length;
    if (sent >= body.length) response.end(part);
    else if (response.write(part)) setImmediate(next);
    else response.once("drain", () => setImmediate(next));
  };
  next();
}

export function sendError(
  response: ServerResponse,
  requestId: string,
  error: ApiError,
  headers: Headers = {},
): void {
  send(
    response,
    requestId,
    error.status,
    { "content-type": jsonType, ...error.headers, ...headers },
    JSON.stringify(error.body),
  );
}
