import { createServer, type RequestListener } from "node:http";
import { text } from "node:stream/consumers";

/** An HTTP server on a free port. */
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

/** A server that answers every request with this JSON text. */
export async function startAnswering(json: string, status = 200) {
  return startServer(({ url = "" }, response) => {
    response.writeHead(status, { "content-type": "application/json", "x-request-id": "request-1" });
    // A list ends with its first page.
    response.end(/offset=[1-9]/.test(url) ? '{"items":[]}' : json);
  });
}

/** A server that has `fetch` answer: how another process asks the mock for a certain answer. */
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
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    } catch (error) {
      // Neither the mock's nor the contract's: the test that expects an answer of them fails.
      response.writeHead(418).end(String(error));
    }
  });
}
