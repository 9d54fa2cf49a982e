import { once } from "node:events";
import { createServer, request as open } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";

export interface Front extends AsyncDisposable {
  readonly url: string;
}

/**
 * One origin for the console and the APIs that it calls. A browser that sends requests elsewhere itself
 * keeps nothing in its cache, and signs for another host.
 *
 * @param upstreamOf where a path is answered
 */
export async function startFront(upstreamOf: (path: string) => string): Promise<Front> {
  const server = createServer((request, response) => {
    const { method, url = "", rawHeaders: headers } = request;
    const upstream = open(new URL(url, upstreamOf(url)), {
      method,
      headers,
      setHost: false,
    });
    const fail = () => response.destroy();
    upstream.on("error", fail).on("response", (answer) => {
      // The mock asks to wait for seconds before a request is repeated: tests do not.
      const isWait = (name = "") => name.toLowerCase() === "retry-after";
      const fields = answer.rawHeaders.map((text, at, all) => (isWait(all[at - 1]) ? "0" : text));
      response.writeHead(answer.statusCode ?? 500, fields);
      pipeline(answer, response).catch(fail);
    });
    // What the page cancels is cancelled behind it, too.
    response.on("close", () => upstream.destroy());
    pipeline(request, upstream).catch(fail);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
