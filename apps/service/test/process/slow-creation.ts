import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";

import { settingsBody } from "../commands/command.ts";

/**
 * A creation whose head the service has read, and whose body is still to be sent.
 *
 * @returns a function that sends it, and answers the status
 */
export async function beginCreation(
  address: string,
  token: string,
): Promise<() => Promise<number>> {
  const slow = request(`${address}/v1/p1/hotspot-session-config`, {
    method: "POST",
    headers: {
      "x-auth-token": token,
      "content-type": "application/json",
      "content-length": settingsBody.length,
      expect: "100-continue",
    },
  });
  const asked = once(slow, "continue");
  slow.flushHeaders();
  await asked;
  const answered = once(slow, "response");
  return async () => {
    slow.end(settingsBody);
    const [response] = await answered;
    await text(response);
    return response.statusCode;
  };
}
