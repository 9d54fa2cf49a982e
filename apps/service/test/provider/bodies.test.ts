import { expectCaught } from "./expect-caught.ts";

const serialized = "String(reply.serialize(answer))";

/** Changes the text of every answer: the serializer itself would mend most of these. */
const rewritten = (pattern: string, by: string) => [
  { file: "operation-route.js", from: serialized, to: `${serialized}.replace(${pattern}, ${by})` },
];

expectCaught("bodies", [
  {
    name: "lack a mandatory field",
    patches: rewritten(String.raw`/"project_id":"[^"]*",/g`, '""'),
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "never have a field that is optional",
    patches: [
      {
        file: "store/sqlite/users.js",
        from: "? { user_id } : { user_id, user_name }",
        to: "? { user_id } : { user_id }",
      },
    ],
    caughtBy: ["generated requests", "workflows"],
  },
  {
    name: "have a number as text",
    patches: rewritten(String.raw`/"total_count":(\d+)/`, String.raw`'"total_count":"$1"'`),
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "have an empty text in the place of what is not there",
    patches: [
      {
        file: "store/sqlite/users.js",
        from: "user_name === null ? { user_id }",
        to: "user_name === null ? { user_id, user_name }",
      },
    ],
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "tell a field that the contract does not have",
    patches: rewritten(String.raw`/^\{/`, `'{"seq":1,'`),
    caughtBy: ["generated requests", "workflows"],
  },
  {
    name: "are null where there is to be none",
    patches: [
      {
        file: "operation-route.js",
        from: "return reply.send();",
        to: 'return reply.type(json).send("null");',
      },
    ],
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "have an error code that is none of the contract's",
    patches: [{ file: "errors.js", from: "`WKS.00000${this.status}`", to: "`WKS.${this.status}`" }],
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "have the error code of another status",
    patches: [{ file: "errors.js", from: "`WKS.00000${this.status}`", to: '"WKS.00000400"' }],
    caughtBy: ["workflows", "generated requests"],
  },
]);
