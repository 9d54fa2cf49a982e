import type { Server } from "node:http";

/** Listens on a free port and tells which, as the bench waits for it. */
export function listen(server: Server): void {
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    process.stdout.write(`listening on http://127.0.0.1:${port}\n`);
  });
}
