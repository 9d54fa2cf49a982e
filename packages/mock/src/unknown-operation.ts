import { contract } from "./contract.ts";
import type { HttpRequest } from "./http-message.ts";
import type { Unknown } from "./prism.ts";
import type { Finding } from "./violation.ts";

/** The contract's own words for either. */
const { NoSuchPath, MethodNotAllowed } = contract.components.responses;
const noSuchPath = NoSuchPath.content["application/json"].examples.path.value.error_msg;
const notAllowed = MethodNotAllowed.content["application/json"].examples.put.value.error_msg;

/** The violation that a request is for want of an operation, and the status and words that answer it. */
export function unknownOperation(
  request: HttpRequest,
  verdict: Unknown,
): { readonly status: 404 | 405; readonly answer: string; readonly violation: Finding } {
  const severity = "error";
  if (verdict.unknown === "path") {
    const message = "no operation of the contract has this path";
    const violation: Finding = { location: "request.path", message, severity };
    return { status: 404, answer: noSuchPath, violation };
  }
  const message = `${request.method} is no method of this path; it has ${verdict.allowed.join(", ")}`;
  const violation: Finding = { location: "request.method", message, severity };
  return { status: 405, answer: notAllowed.replace("PUT", () => request.method), violation };
}
