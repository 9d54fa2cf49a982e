import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";

import type { Answer } from "./service.ts";

export interface Outgoing {
  readonly method: string;
  /** Sent as it is: `..` and unknown escapes reach the service. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | undefined;
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  const received = await text(response);
  const isJson = response.headers["content-type"]?.startsWith("application/json");
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: received,
    body: isJson ? JSON.parse(received) : undefined,
  };
}

/** A client that keeps its connections, and changes nothing of what it is told to send. */
export function sender(address: string, connections = 1) {
  const { hostname, port } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    /** @throws where the connection ends before the whole answer was read */
    send({ method, path, headers = {}, body }: Outgoing): Promise<Answer> {
      return new Promise((resolve, reject) => {
        const outgoing = request({ agent, hostname, port, method, path });
        for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
        if (body !== undefined) outgoing.setHeader("content-length", Buffer.byteLength(body));
        outgoing.once("error", reject);
        outgoing.once("response", (response) => {
          resolve(answerOf(response));
        });
        outgoing.end(body);
      });
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

export type Sender = ReturnType<typeof sender>;
