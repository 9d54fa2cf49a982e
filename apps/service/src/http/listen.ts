import { once } from "node:events";
import { createServer, type Server as NetServer, type Socket } from "node:net";

import type { FastifyInstance } from "fastify";

/**
 * How many sockets listen on the port. Node takes one connection from each in a round of its loop,
 * which is long when many requests are served: by one alone, whoever comes during an overload
 * waits for seconds until a first byte of theirs is read.
 */
const doors = 32;

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

export interface Listening {
  /** With the scheme and the port: `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Takes no new connection from now on; resolves once those that came by it have ended. */
  close(): Promise<void>;
}

/**
 * Lets an app listen.
 *
 * @throws where the port is taken, or the host is none of this machine
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: ListenOptions,
): Promise<Listening> {
  // Elsewhere the system does not share the connections out among the sockets of a port.
  if (process.platform !== "linux") {
    return { address: await app.listen({ host, port }), close: async () => undefined };
  }
  // What takes time comes first, so that the port is not free for longer than it has to be.
  await app.ready();
  await using _ = await turnOn(host, port);
  await expectFree(host, port);
  const shared = { host, port, reusePort: true };
  const address = await app.listen(shared);
  const at = app.server.address();
  if (at === null || typeof at === "string") throw new Error("it listens on no port");
  const others = await Promise.all(
    Array.from({ length: doors - 1 }, () =>
      open(app.server, { host: at.address, port: at.port, reusePort: true }),
    ),
  );
  return {
    address,
    async close() {
      await Promise.all(others.map(closed));
    },
  };
}

/**
 * One service at a time looks whether a port is free and takes it: of two that start together, both
 * would find it free. The name is Linux's own, in no file, and free again however the process ends.
 *
 * @throws where another one is at it
 */
async function turnOn(host: string, port: number): Promise<AsyncDisposable> {
  const turn = createServer();
  const held = { [Symbol.asyncDispose]: () => closed(turn) };
  if (port === 0) return held;
  try {
    await once(turn.listen({ path: `\0hotspot-session ${host} ${port}` }), "listening");
  } catch (error) {
    throw new Error("another service is about to listen there", { cause: error });
  }
  return held;
}

/** A port that is shared can be bound by two services, each of which would get half of the calls. */
async function expectFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const server = createServer().listen({ host, port });
  await once(server, "listening");
  await closed(server);
}

const closed = (server: NetServer) => new Promise<void>((resolve) => server.close(() => resolve()));

/** One more door of a server, as its own is. */
async function open(
  server: FastifyInstance["server"],
  where: ListenOptions & { readonly reusePort: boolean },
): Promise<NetServer> {
  const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket: Socket) =>
    server.emit("connection", socket),
  );
  await once(door.listen(where), "listening");
  return door;
}
