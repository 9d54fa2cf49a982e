import { once } from "node:events";
import { connect } from "node:net";

const endOfHead = "\r\n\r\n";

/** One keep-alive connection that carries one request at a time. */
export interface Connection {
  /** Sends a request, given as the bytes of the whole message. The last one was answered before. */
  send(request: Uint8Array): void;
  close(): void;
}

export interface Listener {
  answered(connection: Connection): void;
  failed(reason: string): void;
}

/**
 * Opens a connection to a port of this machine.
 *
 * A client library costs more for a request than `node:http` costs to serve it: the client would be
 * what is measured, and every ratio would come out too near to 1. This reads of an answer what has
 * to be read to know that it is a 2xx, and where it ends.
 */
export async function openConnection(port: number, listener: Listener): Promise<Connection> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  const connection: Connection = {
    send: (request) => void socket.write(request),
    close() {
      socket.removeAllListeners().destroy();
    },
  };
  let received: Buffer = Buffer.alloc(0);
  let length: number | undefined;

  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (length === undefined) {
      const end = received.indexOf(endOfHead);
      if (end === -1) return;
      const head = received.toString("latin1", 0, end);
      const bodyLength = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
      if (bodyLength === undefined) return listener.failed(`no Content-Length in: ${head}`);
      length = end + endOfHead.length + Number(bodyLength);
    }
    if (received.length < length) return;
    if (received.length > length) return listener.failed("more bytes than one answer");
    // "HTTP/1.1 200 OK": the first digit of the status tells.
    if (received[9] !== "2".charCodeAt(0)) {
      return listener.failed(`an answer that is no 2xx: ${received.toString("utf8", 0, 1000)}`);
    }
    received = Buffer.alloc(0);
    length = undefined;
    listener.answered(connection);
  });
  socket.on("error", (error) => listener.failed(error.message));
  socket.on("close", () => listener.failed("the server closed a connection"));
  return connection;
}
