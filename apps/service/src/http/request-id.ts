import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

const valid = /^[A-Za-z0-9._-]{1,128}$/;

/** Identifies this process; the number of the request follows. */
const ofProcess = randomBytes(10).toString("hex");
let requests = 0;

/** 32 hexadecimal digits that no other request has: 20 of this process, 12 of the request. */
export const newRequestId = (): string => ofProcess + (++requests).toString(16).padStart(12, "0");

/**
 * The client's own request id, if it is valid and does not contain the client's token; otherwise a
 * new one.
 */
export function requestIdOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  if (typeof given !== "string" || !valid.test(given)) return newRequestId();
  const token = headers["x-auth-token"];
  return typeof token === "string" && token !== "" && given.includes(token)
    ? newRequestId()
    : given;
}
