import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Metrics } from "./metrics.ts";

/**
 * Serves metrics at `GET /metrics`, and nothing else, on a port of their own. A client needs no token.
 *
 * @throws where it cannot listen there
 */
export async function serveMetrics(
  metrics: Pick<Metrics, "contentType" | "render">,
  { host, port }: { readonly host: string; readonly port: number },
) {
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    if (request.url?.replace(/\?.*$/s, "") !== "/metrics") {
      response.writeHead(404).end();
    } else if (request.method !== "GET") {
      response.writeHead(405, { allow: "GET" }).end();
    } else {
      metrics.render().then(
        (text) => response.writeHead(200, { "content-type": metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    }
  });
  server.listen(port, host);
  await once(server, "listening");
  // It was given a port, so it listens on one.
  const { address, family, port: bound } = server.address() as AddressInfo;
  const name = family === "IPv6" ? `[${address}]` : address;
  return {
    /** Where the metrics are. */
    url: `http://${name}:${bound}/metrics`,
    async close(): Promise<void> {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
