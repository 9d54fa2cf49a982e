import type { Defect } from "../defect.ts";

const serialized = 'typeof answer === "string" ? answer : JSON.stringify(answer)';

/** Changes the text of every answer: the serializer itself would correct most of these. */
const rewritten = (pattern: string, by: string) => [
  {
    file: "operations/route.js",
    from: serialized,
    to: `(${serialized}).replace(${pattern}, ${by})`,
  },
];

/** What may be wrong with the bodies of a service. */
export const bodies: readonly Defect[] = [
  {
    name: "lack a mandatory field",
    patches: rewritten(String.raw`/"project_id":"[^"]*",/g`, '""'),
    caughtBy: {
      "verified calls": /response\.body\.items\.0: .*required property 'project_id'/,
      "generated requests": /answered 200 .*items\/0 must have required property 'project_id'/,
      workflows: /^configurations\/list: .*@\.project_id != .* answered 200/,
    },
  },
  {
    name: "never have a field that is optional",
    patches: [
      {
        file: "store/sqlite/users.js",
        from: "ELSE json_object('user_id', user_id, 'user_name', user_name)",
        to: "ELSE json_object('user_id', user_id)",
      },
      {
        file: "store/entries/entry.js",
        from: "? { user_id } : { user_id, user_name }",
        to: "? { user_id } : { user_id }",
      },
    ],
    caughtBy: {
      workflows: /^configurations\/create: .*\/user_name == 'Anna': .*\{"user_id":"u1"\}/,
    },
  },
  {
    name: "have a number as text",
    patches: rewritten(String.raw`/"total_count":(\d+)/`, String.raw`'"total_count":"$1"'`),
    caughtBy: {
      "verified calls": /response\.body\.total_count: .*must be integer/,
      "generated requests": /answered 200 .*data\/total_count must be integer/,
      workflows: /^exempt-users\/nobody: [^]*TYPE must be integer[^]*"total_count": "0"/,
    },
  },
  {
    name: "have an empty text in the place of what is not there",
    patches: [
      {
        file: "store/sqlite/users.js",
        from: "THEN json_object('user_id', user_id)",
        to: "THEN json_object('user_id', user_id, 'user_name', '')",
      },
      {
        file: "store/entries/entry.js",
        from: "? { user_id } :",
        to: '? { user_id, user_name: "" } :',
      },
    ],
    caughtBy: {
      "verified calls": /user_name: .*must NOT have fewer than 1 characters/,
      "generated requests": /user_name must NOT have fewer than 1 characters/,
      workflows: /^exempt-users\/list: [^]*must NOT have fewer than 1 characters/,
    },
  },
  {
    name: "tell a field that the contract does not have",
    patches: rewritten(String.raw`/^\{/`, `'{"seq":1,'`),
    caughtBy: {
      "generated requests": /answered 200 \{"seq":1.*must NOT have additional properties/,
      workflows: /must NOT have unevaluated properties: "seq"/,
    },
  },
  {
    name: "are null where there is to be none",
    patches: [
      {
        file: "operations/route.js",
        from: "request.id, 200, {})",
        to: 'request.id, 200, json, "null")',
      },
    ],
    caughtBy: {
      "verified calls": /PATCH .* response\.body: Response body must be empty/,
      "generated requests": /answered 200 null, and is to have no body/,
      workflows:
        /^exempt-users\/add: \$response\.header\.content-length == '0'.* answered 200 null/,
    },
  },
  {
    name: "have an error code that is none of the contract's",
    patches: [{ file: "errors.js", from: "`WKS.00000${this.status}`", to: "`WKS.${this.status}`" }],
    caughtBy: {
      "verified calls": /response\.body\.error_code: .*must match pattern/,
      "generated requests": /"error_code":"WKS\.4\d\d".*error_code must match pattern/,
      workflows: /error_code == 'WKS\.00000404'.*"error_code":"WKS\.404"/,
    },
  },
  {
    name: "have the error code of another status",
    patches: [{ file: "errors.js", from: "`WKS.00000${this.status}`", to: '"WKS.00000400"' }],
    caughtBy: {
      "generated requests":
        /answered 40[135] .*error_code: expected 'WKS\.00000400' to be 'WKS\.0000040[135]'/,
      workflows: /error_code == 'WKS\.00000404'.*answered 404 .*WKS\.00000400/,
    },
  },
];
