import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

import { startServer } from "../server.ts";

/** What is to become of a request that changes users. */
export type Fate =
  /** The service answers it. */
  | "pass"
  /** The service applies it, and the answer is lost. */
  | "lose"
  /** It is refused in the place of the service, with this status. */
  | 400
  | 403
  | 500;

/**
 * A server in front of the service, that passes on what it is not to fail.
 *
 * @param decide the fate of the nth request that changes something there is, counted from 1, repeated
 * ones too
 * @param decideOther the fate of any other request
 */
export async function startFront(
  target: string,
  decide: (number: number) => Fate | Promise<Fate>,
  decideOther: (request: IncomingMessage, body: string) => Fate = () => "pass",
) {
  let changes = 0;
  const server = await startServer(async (request, response) => {
    const { method = "GET", url, headers } = request;
    const body = await buffer(request);
    const other = decideOther(request, body.toString());
    const fate = method === "PATCH" ? await decide((changes += 1)) : other;
    if (typeof fate === "number") return refuse(response, fate);
    const answer = await fetch(`${target}${url}`, {
      method,
      headers: {
        "content-type": "application/json",
        "x-auth-token": String(headers["x-auth-token"]),
      },
      ...(method === "GET" ? {} : { body }),
    });
    const text = await answer.text();
    if (fate === "lose") return request.socket.destroy();
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text);
    return once(response, "close");
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
