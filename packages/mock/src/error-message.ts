import { contract } from "./contract.ts";
import type { Finding } from "./violation.ts";

/** In the order in which a service looks at a request: the first failure is the answer. */
const parts = ["path", "query", "header", "body"];

/**
 * The `error_msg` for a request with these violations: the first wrong field with what is wrong
 * with it, in the words of the contract's examples (`limit: must be <= 100`) rather than Prism's.
 */
export function errorMessage(violations: readonly Finding[]): string {
  const partOf = ({ location }: Finding) => parts.indexOf(location.split(".")[1] ?? "");
  const [first] = violations.toSorted((one, other) => partOf(one) - partOf(other));
  return first === undefined ? "request: is malformed" : describe(first);
}

/** The fields of the one object of which at least one is to be given. */
const alternatives = Object.values(contract.components.schemas).flatMap((schema) =>
  "minProperties" in schema ? Object.keys(schema.properties) : [],
);

function describe({ location, message }: Finding): string {
  const [, part = "", ...names] = location.split(".");
  const missing = /must have required property '(.+)'$/.exec(message)?.[1];
  if (missing !== undefined) return `${field(part, [...names, missing])}: is required`;
  const unknown = /must NOT have additional properties; found '(.+)'$/.exec(message)?.[1];
  if (unknown !== undefined) {
    return `${field(part, [...names, unknown])}: is not a property of this object`;
  }
  if (message === "Body parameter is required") return "body: is required";
  if (message.startsWith("Request body is not JSON")) return "body: is not valid JSON";
  if (message.endsWith("must NOT have fewer than 1 properties")) {
    return `${field(part, names)}: must have at least one of ${alternatives.join(", ")}`;
  }
  // The contract has one pattern for all text that can be sent.
  if (message.includes("must match pattern")) {
    return `${field(part, names)}: must not hold NUL or a lone surrogate`;
  }
  const choice = /must be equal to one of the allowed values: (.+)$/.exec(message)?.[1];
  if (choice !== undefined) return `${field(part, names)}: must be one of ${choice}`;
  return `${field(part, names)}: ${withoutPlace(message, part, names)}`;
}

/** `non_migrate_users[0].user_id`; `body` where it is the whole of it. */
function field(part: string, names: readonly string[]): string {
  return (
    names.reduce((path, name) => {
      if (/^\d+$/.test(name)) return `${path}[${name}]`;
      return path === "" ? name : `${path}.${name}`;
    }, "") ||
    part ||
    "request"
  );
}

/** Prism's message less the place that it opens with, where it does. */
function withoutPlace(message: string, part: string, names: readonly string[]): string {
  const kind = part === "body" ? "property" : "parameter";
  const place = names.length === 0 ? "" : `${kind} ${names.join(".")} `;
  const opening = `Request ${part} ${place}`;
  return message.startsWith(opening) ? message.slice(opening.length) : message;
}
