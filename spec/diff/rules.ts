/** What a change means to those who use the API as it was. */
export type Class = "breaking" | "warning" | "non-breaking" | "documentation";

/** Which way the data goes: from the caller to the service, or back. */
export type Direction = "request" | "response";

type Rule = readonly [request: Class, response: Class, why: string];

const [B, W, N, D] = ["breaking", "warning", "non-breaking", "documentation"] as const;

/**
 * What schemas may allow less or more than before. A request may allow more and never less, because
 * callers send what they always sent; a response may allow less and never more, because callers read
 * what they always got. The classes are those of less in a request and in a response, then of more.
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
  condition: [B, N, N, B],
  required: [B, N, N, B],
  // A field that comes or goes where other fields are refused, and where they are ignored.
  "field-of-closed": [B, B, N, W],
  "field-of-open": [W, B, W, N],
  // A value of a name that was ignored before, or is from now on.
  undescribed: [W, N, N, W],
  others: [B, N, N, W],
  default: [W, N, W, N],
  "other-default": [B, N, N, N],
  deprecated: [N, N, D, D],
} as const satisfies Readonly<Record<string, readonly [Class, Class, Class, Class]>>;

export type GapKind = keyof typeof gaps;

const notJudged = "It is not judged, so it is treated as breaking.";
const otherDefault = "Callers who leave it out may get another result than before.";

/** The classes of all other changes, where they concern a request and a response. */
const rules = {
  // Operations
  "operation-removed": [B, B, "Its callers get 404 or 405."],
  "operation-added": [N, N, "It has no callers yet."],
  "operation-renamed": [B, B, "Types, clients and commands are named after the operationId."],
  "path-parameter-renamed": [B, B, "Generated clients take path parameters by their name."],
  "security-removed": [B, B, "Callers who authenticate in this way are refused now."],
  "security-added": [N, N, "Callers need not change anything."],
  "security-scheme-changed": [B, B, "Callers send their credentials in the old way."],

  // Requests
  "required-parameter-added": [B, B, "Callers who do not send it are refused now."],
  "optional-parameter-added": [N, N, "Callers need not send it."],
  "parameter-removed": [B, B, "The service no longer reads what callers send."],
  "parameter-made-required": [B, B, "Callers who leave it out are refused now."],
  "parameter-made-optional": [N, N, "Callers may still send it."],
  "serialization-changed": [
    B,
    B,
    "The service and its callers would write and read it differently.",
  ],
  "body-made-required": [B, B, "Callers who send no body are refused now."],
  "body-made-optional": [N, N, "Callers may still send it."],
  "optional-body-added": [N, N, "Callers need not send it."],
  "request-body-removed": [B, B, "Callers who send it are refused or ignored."],
  "media-type-added": [N, W, "Callers may receive a body that they do not expect."],
  "media-type-removed": [B, B, "Callers send or expect this media type."],

  // Responses
  "success-removed": [B, B, "Callers wait for this status."],
  "error-removed": [
    W,
    W,
    "Callers handle an error that the contract and its types no longer have.",
  ],
  "status-added": [W, W, "Callers may receive a status that they do not handle."],
  "header-added": [N, N, "Callers ignore headers that they do not know."],
  "required-header-removed": [B, B, "Callers read a header that is no longer there."],
  "optional-header-removed": [W, W, "Callers may look for this header."],
  "header-made-required": [N, N, "Callers find it more often."],
  "header-made-optional": [B, B, "Callers read a header that may be missing."],

  // The document
  "server-removed": [B, B, "Callers send their requests there."],
  "server-added": [N, N, "Callers need not change anything."],
  "server-changed": [B, B, "Callers build their URLs from these parts."],
  "server-default-changed": [W, W, "Callers who choose no value get another server."],
  "component-removed": [B, B, "The types export each component by its name."],
  "component-added": [N, N, "It has no users yet."],
  "openapi-version-changed": [W, W, "Tools of callers may not read this version."],
  "not-judged": [B, B, notJudged],
  documentation: [D, D, "Only readers see it."],
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules | `${GapKind}-${"narrowed" | "widened"}`;

const reasons: Readonly<Record<string, readonly [narrowed: string, widened: string]>> = {
  condition: [notJudged, notJudged],
  default: [otherDefault, otherDefault],
  "other-default": [otherDefault, otherDefault],
};
const ofGaps = Object.entries(gaps).flatMap(([kind, [sent, read, moreSent, moreRead]]) => {
  const [narrowed, widened] = reasons[kind] ?? [
    "Callers may send or read what is no longer allowed.",
    "Callers may receive what they do not expect, or have sent it without effect.",
  ];
  const less: Rule = [sent, read, narrowed];
  const more: Rule = [moreSent, moreRead, widened];
  return [[`${kind}-narrowed`, less] as const, [`${kind}-widened`, more] as const];
});
export const allRules: ReadonlyMap<string, Rule> = new Map([...Object.entries(rules), ...ofGaps]);

function ruleOf(name: RuleName): Rule {
  const rule = allRules.get(name);
  if (rule === undefined) throw new Error(`there is no rule ${name}`);
  return rule;
}

/** The class of a change; without a direction it is the same in both. */
export function classOf(name: RuleName, direction: Direction = "request"): Class {
  return ruleOf(name)[direction === "request" ? 0 : 1];
}

export function reasonOf(name: RuleName): string {
  return ruleOf(name)[2];
}
