import type { HttpRequest } from "./http-message.ts";
import type { Unknown } from "./prism.ts";
import type { Finding } from "./violation.ts";

/** The violation that a request is for want of an operation, and the status that answers it. */
export function unknownOperation(
  request: HttpRequest,
  verdict: Unknown,
): { readonly status: 404 | 405; readonly violation: Finding } {
  const severity = "error";
  if (verdict.unknown === "path") {
    const message = "no operation of the contract has this path";
    return { status: 404, violation: { location: "request.path", message, severity } };
  }
  const message = `${request.method} is no method of this path; it has ${verdict.allowed.join(", ")}`;
  return { status: 405, violation: { location: "request.method", message, severity } };
}
