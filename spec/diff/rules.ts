/** What a change means to those who use the API as it was. */
export type Class = "breaking" | "warning" | "non-breaking" | "documentation";

/** Which way the data goes: from the caller to the service, or back. */
export type Direction = "request" | "response";

type Rule = readonly [request: Class, response: Class, why: string];

const [B, W, N, D] = ["breaking", "warning", "non-breaking", "documentation"] as const;

/**
 * The classes of all changes, in each direction. What is sent may become more and never less, for
 * callers send what they always sent; what is answered may become less and never more, for callers
 * know what they always got. A change that concerns no data has one class in both columns.
 */
export const rules = {
  // Values
  "type-narrowed": [B, N, "A value of a type that was accepted is refused now."],
  "type-widened": [N, B, "A caller is answered a type that it cannot read."],
  "type-changed": [
    B,
    B,
    "Values of the old type are refused, and callers cannot read the new one.",
  ],
  "values-removed": [B, N, "A value that was accepted is refused now."],
  "values-added": [
    N,
    W,
    "A caller that knows all values may be answered one that it does not know.",
  ],
  "values-replaced": [B, B, "Of the values that callers know none is left."],
  "bound-narrowed": [B, N, "A value that was accepted is out of range now."],
  "bound-widened": [N, W, "A caller may be answered what was out of range before."],
  "pattern-added": [B, N, "A text that was accepted may be refused now."],
  "pattern-removed": [N, W, "A caller may be answered a text of another form than it expects."],
  "pattern-changed": [
    B,
    W,
    "A text of the old form may be refused, or no longer be what comes back.",
  ],
  "format-added": [W, N, "A text or number that was accepted may be refused now."],
  "format-removed": [N, W, "A caller may be answered what it cannot parse."],
  "format-changed": [B, B, "What one side writes, the other parses in another way."],
  "uniqueness-added": [B, N, "A list that was accepted is refused now where it repeats itself."],
  "uniqueness-removed": [N, W, "A caller may be answered the same entry twice."],
  "default-changed": [B, N, "Callers who leave it out are served in another way than before."],
  "default-added": [W, N, "Callers who leave it out may be served in another way than before."],
  "default-removed": [W, N, "Callers who leave it out may be served in another way than before."],
  "schema-narrowed": [B, N, "What was accepted whatever it was is checked now."],
  "schema-widened": [N, B, "A caller may be answered anything."],
  "keyword-changed": [
    B,
    B,
    "What this keyword does to callers is not known here, so the worst is assumed.",
  ],
  "access-changed": [W, W, "The field moved between what is sent and what is answered."],

  // Objects
  "field-made-required": [B, N, "Callers who leave it out are refused now."],
  "field-made-optional": [N, B, "Callers read a field that may not be there."],
  "required-field-added": [B, N, "Callers who do not send it are refused now."],
  "field-added-to-open-object": [
    W,
    N,
    "A caller may have sent something else by this name, which nobody looked at.",
  ],
  "field-added-to-closed-object": [
    N,
    W,
    "Callers were told that there are no other fields, and may check that.",
  ],
  "field-removed": [B, B, "Callers who send it are refused, and those who read it find nothing."],
  "field-no-longer-read": [W, B, "Callers who send it are no longer heard."],
  "other-fields-refused": [
    B,
    N,
    "Callers who send more than the described fields are refused now.",
  ],
  "other-fields-allowed": [
    N,
    W,
    "Callers were told that there are no other fields, and may check that.",
  ],

  // Combinations
  "alternative-added": [N, B, "A caller may be answered a form that it does not know."],
  "alternative-removed": [B, N, "A form that was accepted is refused now."],
  "alternatives-introduced": [B, N, "What fits none of the forms is refused now."],
  "alternatives-dropped": [
    N,
    B,
    "A caller may be answered what has none of the forms that it knows.",
  ],
  "condition-added": [B, N, "What was accepted must meet one more condition now."],
  "condition-removed": [N, B, "A caller may be answered what does not meet the condition."],

  // Operations
  "operation-removed": [B, B, "Its callers get 404 or 405."],
  "operation-added": [N, N, "Nobody calls it yet."],
  "operation-renamed": [B, B, "Types, clients and commands are called by the operationId."],
  "path-parameter-renamed": [B, B, "Generated clients take path parameters by their name."],
  deprecated: [N, N, "It still works."],
  "deprecation-withdrawn": [D, D, "It worked all the time."],
  "security-alternative-removed": [B, B, "Callers who authenticate in this way are refused now."],
  "security-alternative-added": [N, N, "Callers may go on as they are."],
  "security-scheme-changed": [B, B, "Callers send their credentials in the old way."],

  // Requests
  "required-parameter-added": [B, B, "Callers who do not send it are refused now."],
  "optional-parameter-added": [N, N, "Nobody has to send it."],
  "parameter-removed": [B, B, "Callers who send it are no longer heard."],
  "parameter-made-required": [B, B, "Callers who leave it out are refused now."],
  "parameter-made-optional": [N, N, "Callers may go on sending it."],
  "serialization-changed": [B, B, "What one side writes, the other reads in another way."],
  "body-made-required": [B, B, "Callers who send no body are refused now."],
  "body-made-optional": [N, N, "Callers may go on sending it."],
  "optional-body-added": [N, N, "Nobody has to send it."],
  "request-body-removed": [B, B, "Callers who send it are refused, or no longer heard."],
  "media-type-added": [N, W, "A caller that accepts anything may be answered another media type."],
  "media-type-removed": [B, B, "Callers send or expect this media type."],

  // Responses
  "success-removed": [B, B, "Callers wait for this status."],
  "error-removed": [
    W,
    W,
    "Callers handle an error that the contract no longer has, and types lose it.",
  ],
  "status-added": [W, W, "Callers may meet a status that they do not handle."],
  "response-body-added": [W, W, "Callers may not expect a body."],
  "response-body-removed": [B, B, "Callers read a body that is no longer there."],
  "header-added": [N, N, "Callers ignore what they do not know."],
  "promised-header-removed": [B, B, "Callers read a header that is no longer there."],
  "optional-header-removed": [W, W, "Callers may look for this header."],
  "header-made-required": [N, N, "Callers who look for it find it more often."],
  "header-made-optional": [B, B, "Callers read a header that may not be there."],

  // The document
  "server-removed": [B, B, "Callers send their requests there."],
  "server-added": [N, N, "Callers may go on as they are."],
  "server-changed": [B, B, "Callers make their URLs of these parts."],
  "server-default-changed": [W, W, "Callers who choose none are sent elsewhere."],
  "server-choice-removed": [B, B, "Callers have chosen this value."],
  "server-choice-added": [N, N, "Callers may go on as they are."],
  "component-removed": [B, B, "The types export each component by its name."],
  "component-added": [N, N, "Nobody uses it yet."],
  "openapi-version-changed": [W, W, "Tools of callers may not read this version."],
  "part-changed": [
    B,
    B,
    "What this part does to callers is not known here, so the worst is assumed.",
  ],
  documentation: [D, D, "Only readers see it."],
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules;

/** The class of a change; without a direction it is the same in both. */
export function classOf(rule: RuleName, direction: Direction = "request"): Class {
  const [request, response] = rules[rule];
  return direction === "request" ? request : response;
}

export function reasonOf(rule: RuleName): string {
  return rules[rule][2];
}
