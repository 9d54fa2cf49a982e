import { createServer } from "node:http";
import type { Socket } from "node:net";

// The least that an HTTP server in Node does: it answers each request with the page that it was given,
// or 404. What a client loses beside a crowd of this server is lost to the system, the crowd and Node.

process.on("disconnect", () => process.exit());
process.on("message", (page: string) => {
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === "/nowhere") response.writeHead(404).end();
    else response.end(page);
  });
  server.on("connection", (socket: Socket) => socket.on("error", () => undefined));
  server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
});
