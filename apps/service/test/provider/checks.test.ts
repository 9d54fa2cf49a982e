import { expectCaught } from "./expect-caught.ts";

const validation = "contract/validation.js";
const access = "auth/access.js";

expectCaught("checks", [
  {
    name: "swallow what is wrong with a query",
    patches: [
      {
        file: validation,
        from: "if (validate(value))",
        to: 'if (validate(value) || name === "query")',
      },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "drop properties that they do not know",
    patches: [
      {
        file: validation,
        from: "useDefaults: true,",
        to: "useDefaults: true, removeAdditional: true,",
      },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "make numbers of texts",
    patches: [
      { file: validation, from: "useDefaults: true,", to: "useDefaults: true, coerceTypes: true," },
    ],
    caughtBy: ["generated requests"],
  },
  {
    name: "let texts pass that no store keeps",
    patches: [{ file: validation, from: '!value.includes("\\0") && ', to: "" }],
    caughtBy: ["generated requests"],
  },
  {
    name: "take the first of a parameter given twice",
    patches: [
      { file: "contract/query.js", from: "if (more.length > 0)", to: "if (more.length > 9)" },
    ],
    caughtBy: ["generated requests"],
  },
  {
    name: "ask for input before credentials",
    patches: [
      {
        file: "operation-route.js",
        from: "const caller = await authenticate",
        to: "readQuery(request.query.query);\n            const caller = await authenticate",
      },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "let a reader write",
    patches: [{ file: access, from: 'caller.role === "reader" &&', to: "false &&" }],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "let a token into another project",
    patches: [{ file: access, from: "if (caller.projectId !== projectId)", to: "if (false)" }],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "let an expired token in",
    patches: [{ file: access, from: "|| hasExpired(found)", to: "" }],
    caughtBy: ["generated requests"],
  },
]);
