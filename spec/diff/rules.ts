/** What a change means to those who use the API as it was. */
export type Class = "breaking" | "warning" | "non-breaking" | "documentation";

/** Which way the data goes: from the caller to the service, or back. */
export type Direction = "request" | "response";

/** The class in a request, why, and the class in a response where that is another. */
type Rule = readonly [request: Class, why: string, response?: Class];

const [B, W, N, D] = ["breaking", "warning", "non-breaking", "documentation"] as const;

const notJudged = "It is not judged, so it is treated as breaking.";
const otherDefault = "Callers who leave it out may get another result than before.";

/**
 * What schemas may allow less or more than before. A request may allow more and never less, because
 * callers send what they always sent; a response may allow less and never more, because callers read
 * what they always got. The classes are those of less in a request and in a response, then of more,
 * and why where it is another reason than of all others.
 */
const gaps = {
  type: [B, N, N, B],
  values: [B, N, N, W],
  bound: [B, N, N, W],
  pattern: [B, N, N, W],
  format: [W, N, N, W],
  "other-format": [B, N, N, B],
  alternative: [B, N, N, B],
  // A keyword whose effect is not judged, so it is treated as breaking.
  condition: [B, N, N, B, notJudged],
  required: [B, N, N, B],
  // A field that comes or goes where other fields are refused, and where they are ignored.
  "field-of-closed": [B, B, N, W],
  "field-of-open": [W, B, W, N],
  // A value of a name that was ignored before, or is from now on.
  undescribed: [W, N, N, W],
  others: [B, N, N, W],
  default: [W, N, W, N, otherDefault],
  "other-default": [B, N, N, N, otherDefault],
  deprecated: [N, N, D, D],
} as const satisfies Readonly<Record<string, readonly [Class, Class, Class, Class, why?: string]>>;

export type GapKind = keyof typeof gaps;

/** All other changes. */
const rules = {
  // Operations
  "operation-removed": [B, "Its callers get 404 or 405."],
  "operation-added": [N, "It has no callers yet."],
  "operation-renamed": [B, "Types, clients and commands are named after the operationId."],
  "path-parameter-renamed": [B, "Generated clients take path parameters by their name."],
  "security-removed": [B, "Callers who authenticate in this way are refused now."],
  "security-added": [N, "Callers need not change anything."],
  "security-scheme-changed": [B, "Callers send their credentials in the old way."],

  // Requests
  "required-parameter-added": [B, "Callers who do not send it are refused now."],
  "optional-parameter-added": [N, "Callers need not send it."],
  "parameter-removed": [B, "The service no longer reads what callers send."],
  "parameter-made-required": [B, "Callers who leave it out are refused now."],
  "parameter-made-optional": [N, "Callers may still send it."],
  "serialization-changed": [B, "The service and its callers would write and read it differently."],
  "body-made-required": [B, "Callers who send no body are refused now."],
  "body-made-optional": [N, "Callers may still send it."],
  "optional-body-added": [N, "Callers need not send it."],
  "request-body-removed": [B, "Callers who send it are refused or ignored."],
  "media-type-added": [N, "Callers may receive a body that they do not expect.", W],
  "media-type-removed": [B, "Callers send or expect this media type."],

  // Responses
  "success-removed": [B, "Callers wait for this status."],
  "error-removed": [W, "Callers handle an error that the contract and its types no longer have."],
  "status-added": [W, "Callers may receive a status that they do not handle."],
  "header-added": [N, "Callers ignore headers that they do not know."],
  "required-header-removed": [B, "Callers read a header that is no longer there."],
  "optional-header-removed": [W, "Callers may look for this header."],
  "header-made-required": [N, "Callers find it more often."],
  "header-made-optional": [B, "Callers read a header that may be missing."],

  // The document
  "server-removed": [B, "Callers send their requests there."],
  "server-added": [N, "Callers need not change anything."],
  "server-changed": [B, "Callers build their URLs from these parts."],
  "server-default-changed": [W, "Callers who choose no value get another server."],
  "component-removed": [B, "The types export each component by its name."],
  "component-added": [N, "It has no users yet."],
  "openapi-version-changed": [W, "Tools of callers may not read this version."],
  "not-judged": [B, notJudged],
  documentation: [D, "Only readers see it."],
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules | `${GapKind}-${"narrowed" | "widened"}`;

const ofGaps = Object.entries(gaps).flatMap(([kind, [sent, read, moreSent, moreRead, why]]) => {
  const narrowed = why ?? "Callers may send or read what is no longer allowed.";
  const widened =
    why ?? "Callers may receive what they do not expect, or have sent it without effect.";
  const less: Rule = [sent, narrowed, read];
  const more: Rule = [moreSent, widened, moreRead];
  return [[`${kind}-narrowed`, less] as const, [`${kind}-widened`, more] as const];
});
export const allRules: ReadonlyMap<string, Rule> = new Map([...Object.entries(rules), ...ofGaps]);

/** The class of a change; without a direction it is the same in both. */
export function classOf(name: RuleName, direction: Direction = "request"): Class {
  const [request, , response = request] = ruleOf(name);
  return direction === "request" ? request : response;
}

export const reasonOf = (name: RuleName): string => ruleOf(name)[1];

const ruleOf = (name: RuleName): Rule => allRules.get(name) ?? rules["not-judged"];
