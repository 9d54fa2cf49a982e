import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

const valid = /^[A-Za-z0-9._-]{1,128}$/;

export const newRequestId = (): string => randomUUID().replaceAll("-", "");

/** The caller's own id where it is fit for a log line and a header; else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && valid.test(given) ? given : newRequestId();
}
