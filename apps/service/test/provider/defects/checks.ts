import { type Defect, validation } from "../defect.ts";

const access = "auth/caller.js";

/** What may be wrong with the checks of a service. */
export const checks: readonly Defect[] = [
  {
    name: "swallow what is wrong with a query",
    patches: [
      {
        file: `${validation}/query.js`,
        from: "validate(values);\n        return values;",
        to: "try { validate(values); return values; } catch { const none = {}; validate(none); return none; }",
      },
    ],
    caughtBy: {
      "generated requests": /\?.*answered 200 .*expected 200 to be 400/,
      workflows: /^refusals\/pageTooLarge: .*limit=101 was answered 200/,
    },
  },
  {
    name: "drop properties that they do not know",
    patches: [
      {
        file: `${validation}/schema-validator.js`,
        from: "useDefaults: true,",
        to: "useDefaults: true, removeAdditional: true,",
      },
    ],
    caughtBy: {
      workflows: /^refusals\/fieldUnknown: .*answered 200/,
      "generated requests": /^(?:POST|PATCH) .*answered \d+ .*expected (?:200|404) to be 400/,
    },
  },
  {
    name: "make numbers of texts",
    patches: [
      {
        file: `${validation}/schema-validator.js`,
        from: "useDefaults: true,",
        to: "useDefaults: true, coerceTypes: true,",
      },
    ],
    caughtBy: {
      "generated requests": /\?.*(?:limit|offset)=\S* was answered 200 .*expected 200 to be 400/,
    },
  },
  {
    name: "let texts pass that no store keeps",
    patches: [
      {
        file: `${validation}/schema-validator.js`,
        from: ".compile(schema)",
        to: ".compile(withoutPattern(schema))",
      },
      {
        file: `${validation}/schema-validator.js`,
        from: "function problemOf(",
        to: 'const withoutPattern = (schema) => JSON.parse(JSON.stringify(schema, (key, value) => (key === "pattern" ? undefined : value)));\nfunction problemOf(',
      },
    ],
    caughtBy: {
      "generated requests": /a%00b.*answered 404 .*expected 404 to be 400/,
    },
  },
  {
    name: "take the first of a parameter given twice",
    patches: [
      { file: `${validation}/query.js`, from: "if (more.length > 0)", to: "if (more.length > 9)" },
    ],
    caughtBy: {
      "generated requests": /(\w+)=([^&]*)&\1=\2 was answered 200 .*expected 200 to be 400/,
    },
  },
  {
    name: "ask for input before credentials",
    patches: [
      {
        file: "operations/route.js",
        from: "const credentials = await authenticate",
        to: "readQuery(request.query.query);\n            const credentials = await authenticate",
      },
    ],
    caughtBy: {
      "generated requests": /answered 400 .*expected 400 to be 40[13]/,
      workflows: /^refusals\/tokenUnknown: .*answered 400/,
    },
  },
  {
    name: "let a reader write",
    patches: [{ file: access, from: 'role === "reader" &&', to: "false &&" }],
    caughtBy: {
      workflows: /^refusals\/readerWrites: .*answered 200/,
      "generated requests": /^POST .*answered 200 .*expected 200 to be 403/,
    },
  },
  {
    name: "let a token into another project",
    patches: [{ file: access, from: "if (projectId !== project)", to: "if (false)" }],
    caughtBy: {
      "generated requests": /expected (?:200|400|404) to be 403/,
      workflows: /^refusals\/otherProject: .*answered 200/,
    },
  },
  {
    name: "let an expired token in",
    patches: [{ file: "auth/authenticate.js", from: "&& !hasExpired(found)", to: "" }],
    caughtBy: {
      "generated requests": /expected (?:200|400|404) to be 401/,
    },
  },
];
