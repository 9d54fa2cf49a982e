import { finding, type Rule } from "./redocly.ts";
import { sentSchemas } from "./sent.ts";

/**
 * Any text but NUL and lone surrogates. The second alternative is for regular expressions that read
 * UTF-16 code units: ECMAScript without the `u` flag, .NET.
 */
const text = String.raw`^(?:[^\x00\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])*$`;

/** Every text that can be sent says, by one pattern, that NUL and lone surrogates are refused. */
export const textPattern: Rule = () =>
  sentSchemas((schema, location, context) => {
    if (!([schema.type].flat().includes("string") && schema.enum === undefined)) return;
    if (schema.const !== undefined || schema.pattern === text) return;
    context.report({
      message: finding(
        "This string can be sent, and its pattern is not the one that refuses NUL and lone surrogates.",
        "Not every database and encoder keeps them, and a tool knows only what the schema says.",
        `Give it the pattern ${text} of all text.`,
      ),
      location,
    });
  });
