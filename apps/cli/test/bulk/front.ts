import type { ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

import { startServer } from "../server.ts";

/**
 * What happens to a request: where nothing is said, the service answers it. `lose`: the service applies
 * it, and the answer is lost. Or it is refused in the place of the service, with this status.
 */
export type Fate = "lose" | 400 | 403 | void;

/** A request, and of those that change users its number, from 1, repeated ones counted too. */
interface Sent {
  readonly method: string;
  readonly body: string;
  readonly change: number;
}

/** A server in front of the service, that forwards what is not to fail. */
export async function startFront(target: string, decide: (sent: Sent) => Fate | Promise<Fate>) {
  let changes = 0;
  const server = await startServer(async (request, response) => {
    const { method = "GET", url, headers } = request;
    const body = await text(request);
    const change = method === "PATCH" ? (changes += 1) : 0;
    const fate = await decide({ method, body, change });
    if (typeof fate === "number") return refuse(response, fate);
    const answer = await fetch(`${target}${url}`, {
      method,
      headers: {
        "content-type": "application/json",
        "x-auth-token": String(headers["x-auth-token"]),
      },
      ...(method === "GET" ? {} : { body }),
    });
    const answered = await answer.text();
    if (fate === "lose") return request.socket.destroy();
    return response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answered);
  });
  return {
    ...server,
    /** How many requests to change users came. */
    get changes() {
      return changes;
    },
  };
}

function refuse(response: ServerResponse, status: number) {
  response.writeHead(status, {
    "content-type": "application/json",
    "x-request-id": "of-the-front",
  });
  response.end(
    JSON.stringify({ error_code: `WKS.00000${status}`, error_msg: "refused by the front" }),
  );
}
