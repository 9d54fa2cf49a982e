import { once } from "node:events";
import { createServer, type RequestListener, Server as HttpServer } from "node:http";
import type { Server } from "node:net";
import { text } from "node:stream/consumers";

/** Starts a server on a free port. */
export async function listen(server: Server) {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("listening on no TCP port");
  async function close(): Promise<void> {
    await new Promise((resolve) => {
      server.close(resolve);
      if (server instanceof HttpServer) server.closeAllConnections();
    });
  }
  const { port } = address;
  return { port, url: `http://127.0.0.1:${port}`, close, [Symbol.asyncDispose]: close };
}

/** An HTTP server on a free port. */
export const startServer = (listener: RequestListener) => listen(createServer(listener));

/** A server that answers every request with this JSON text. */
export async function startAnswering(json: string, status = 200) {
  return startServer(({ url = "" }, response) => {
    response.writeHead(status, { "content-type": "application/json", "x-request-id": "request-1" });
    // A list ends with its first page.
    response.end(/offset=[1-9]/.test(url) ? '{"items":[]}' : json);
  });
}

/** A server that has `fetch` answer, and asks for no wait: how the program asks the mock for a certain answer. */
export async function startRelay(target: string, fetch: typeof globalThis.fetch) {
  return startServer(async (request, response) => {
    const { method = "GET", url } = request;
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (!/^(host|connection|content-length|transfer-encoding)$/.test(name)) {
        headers.set(name, String(value));
      }
    }
    try {
      const body = method === "GET" ? {} : { body: await text(request) };
      const answer = await fetch(`${target}${url}`, { method, headers, ...body });
      const { "retry-after": _, ...others } = Object.fromEntries(answer.headers);
      response.writeHead(answer.status, others).end(await answer.text());
    } catch (error) {
      // Neither the mock's nor the contract's: the test that expects an answer of them fails.
      response.writeHead(418).end(String(error));
    }
  });
}
