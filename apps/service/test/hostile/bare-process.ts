import { createServer } from "node:net";

// The least that a server in Node does: it takes what begins with GET for a request, answers it with
// the page that it was given, and ends all other connections. What a client loses beside a crowd of
// this server is lost to the system, the crowd and Node.

process.on("disconnect", () => process.exit());
process.on("message", (page: string) => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      if (chunk.toString("latin1", 0, 4) !== "GET ") {
        socket.removeAllListeners("data").resume().end("HTTP/1.1 400 Bad Request\r\n\r\n");
      } else if (!socket.write(page)) {
        socket.pause().once("drain", () => socket.resume());
      }
    });
  });
  server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
});
