import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

const valid = /^[A-Za-z0-9._-]{1,128}$/;

/** Tells this process from all others; its requests are numbered after it. */
const ofProcess = randomBytes(10).toString("hex");
let requests = 0;

/** 32 hexadecimal digits that no other request has: 20 of this process, 12 of the request. */
export const newRequestId = (): string => ofProcess + (++requests).toString(16).padStart(12, "0");

/**
 * The caller's own id where it is fit for a log line and a header, and does not hold the caller's
 * token; else a new one.
 */
export function requestIdOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  if (typeof given !== "string" || !valid.test(given)) return newRequestId();
  const token = headers["x-auth-token"];
  return typeof token === "string" && token !== "" && given.includes(token)
    ? newRequestId()
    : given;
}
