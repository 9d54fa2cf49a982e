import { createServer, type RequestListener, type ServerResponse } from "node:http";

import { calls, clientOf, failureOf } from "./calls.ts";

/** A plain HTTP server on a free port: for the answers that no mock of the API would give. */
export async function startServer(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("listening on no TCP port");
  async function close(): Promise<void> {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
  return { url: `http://127.0.0.1:${address.port}`, close, [Symbol.asyncDispose]: close };
}

/** A server that answers everything with this: an empty list unless given. */
export function startAnswering(
  status = 200,
  body = '{"items":[]}',
  headers: Readonly<Record<string, string>> = {},
) {
  const json = { "content-type": "application/json", "x-request-id": "request-1" };
  return startServer(
    (_, response) => void response.writeHead(status, { ...json, ...headers }).end(body),
  );
}

export type Respond = (response: ServerResponse) => void;

/** The HotspotError that a call fails with where the server responds like this. */
export async function failureOn(respond: Respond, { make }: (typeof calls)[number] = calls[1]) {
  await using server = await startServer((request, response) => {
    request.resume();
    respond(response);
  });
  // The server is to live until then.
  return await failureOf(make(clientOf(server.url)));
}
