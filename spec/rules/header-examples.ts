import { Ajv2020 } from "ajv/dist/2020.js";

import { finding, follow, type Rule } from "./redocly.ts";

const documentId = "contract";

/** The examples of headers are valid; Redocly's own rules check all others, but not these. */
export const headerExamples: Rule = () => {
  const validator = new Ajv2020({
    strict: false,
    allErrors: true,
    validateFormats: false,
    // Redocly has checked the schemas.
    meta: false,
    validateSchema: false,
  });
  return {
    // The whole document is known to the validator, so that references in it lead somewhere.
    Root(document) {
      validator.addSchema(document, documentId, false, false);
    },
    Header(header, context) {
      if (header.schema === undefined) return;
      const matches = validator.compile({
        $ref: `${documentId}${encodeURI(context.location.pointer)}/schema`,
      });
      const single =
        header.example === undefined
          ? []
          : [{ value: header.example, location: context.location.child(["example"]) }];
      const named = Object.entries(header.examples ?? {}).flatMap(([name, reference]) => {
        const example = follow(reference, context.location.child(["examples", name]), context);
        return example && "value" in example.node
          ? [{ value: example.node.value, location: example.location.child(["value"]) }]
          : [];
      });
      for (const { value, location } of [...single, ...named]) {
        if (matches(value)) continue;
        context.report({
          message: finding(
            `The example ${JSON.stringify(value)} is not valid: it ${validator.errorsText(matches.errors, { dataVar: "" }).trim()}.`,
            "Examples are what readers copy and what the mock answers.",
            "Make the example match the header's schema, or correct the schema.",
          ),
          location,
        });
      }
    },
  };
};
