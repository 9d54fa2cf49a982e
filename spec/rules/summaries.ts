import { finding, type Rule } from "./redocly.ts";

const longest = 40;

/** The summary of an operation is a short title: `Update a configuration`. */
export const summaries: Rule = () => ({
  Operation({ operationId = "The operation", summary = "" }, context) {
    // That there is one is checked by Redocly's operation-summary.
    if (summary === "" || (/^[A-Z].*[^.\s]$/.test(summary) && summary.length <= longest)) return;
    context.report({
      message: finding(
        `The summary of ${operationId} is not a title: ${JSON.stringify(summary)}.`,
        "It is the entry of the reference's menu and the heading of its page, where a sentence does not fit.",
        `Begin with a capitalised verb, end without a full stop, and keep to ${longest} characters; the rest belongs in the description.`,
      ),
      location: context.location.child(["summary"]),
    });
  },
});
