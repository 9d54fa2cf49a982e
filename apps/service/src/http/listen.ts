import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";

import type { FastifyInstance } from "fastify";

/**
 * How many sockets listen on the port. Node accepts one connection of each in a round of its event
 * loop, and a round can have hundreds of requests. Beside 2,000 clients that never pause, more than have
 * room, a new one gets in after more than 4 s of work with one socket or four, and after 1.5 s with
 * these. While a thousand come and go, a connection costs the same with one.
 */
const listeners = 16;

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

/**
 * Lets an app listen; it stops listening when it is closed.
 *
 * @returns the address, with the scheme and the port: `http://127.0.0.1:8080`
 * @throws where the port is taken, or the host is none of this machine
 */
export async function listen(app: FastifyInstance, { host, port }: ListenOptions): Promise<string> {
  // Elsewhere the system does not distribute connections among the sockets of a port.
  if (process.platform !== "linux") return app.listen({ host, port });
  const others: Server[] = [];
  app.addHook("onClose", async () => {
    await Promise.all(others.map(close));
  });
  // What takes time comes first, so that the lock is held for a moment only.
  await app.ready();
  await using _ = await lock(host, port);
  await expectFree(host, port);
  // Fastify hands it on to Node; its types do not know it.
  const shared = { host, port, reusePort: true };
  const address = await app.listen(shared);
  const at = app.server.address();
  if (at === null || typeof at === "string") throw new Error("it listens on no port");
  for (let count = 1; count < listeners; count++) {
    others.push(await listenToo(app.server, at.address, at.port));
  }
  return address;
}

/**
 * A port that is shared can be bound by two services, and each would get half of the requests. One
 * service at a time looks whether a port is free and takes it; otherwise two that start together
 * would both find it free. The lock is a name of Linux's own, in no file, and is released however
 * the process ends.
 *
 * @throws where another service holds it
 */
async function lock(host: string, port: number): Promise<AsyncDisposable> {
  const server = createServer();
  const held = { [Symbol.asyncDispose]: () => close(server) };
  if (port === 0) return held;
  try {
    await once(server.listen({ path: `\0hotspot-session ${host} ${port}` }), "listening");
  } catch (error) {
    throw new Error("another service is about to listen there", { cause: error });
  }
  return held;
}

async function expectFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const server = createServer().listen({ host, port });
  await once(server, "listening");
  await close(server);
}

const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

/** One more listening socket of a server, as its own is. */
async function listenToo(server: Server, host: string, port: number): Promise<Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const other = createServer(options, (socket: Socket) => server.emit("connection", socket));
  await once(other.listen({ host, port, reusePort: true }), "listening");
  return other;
}
