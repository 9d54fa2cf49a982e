import { finding, follow, type Rule } from "./redocly.ts";

const always = ["X-Request-Id", "Cache-Control"];
const also: Readonly<Record<string, readonly string[]>> = {
  "405": ["Allow"],
  "503": ["Retry-After"],
};

const reasons: Readonly<Record<string, string>> = {
  "X-Request-Id": "Without it a request cannot be found in the logs.",
  "Cache-Control": "Without it a cache on the way may keep an answer that holds a project's users.",
  Allow: "HTTP obliges a 405 to say which methods the path has (RFC 9110, 15.5.6).",
  "Retry-After": "Without it clients guess when to come back, all at the same moment.",
};

/** Each response declares its headers, as required ones. */
export const responseHeaders: Rule = () => ({
  Operation(operation, context) {
    for (const [status, reference] of Object.entries(operation.responses ?? {})) {
      const location = context.location.child(["responses", status]);
      const response = follow(reference, location, context);
      if (response === undefined) continue;
      for (const name of [...always, ...(also[status] ?? [])]) {
        const declared = response.node.headers?.[name];
        const header = declared && follow(declared, location, context)?.node;
        if (header?.required === true) continue;
        context.report({
          message: finding(
            `The response ${status} does not ${header ? "require" : "declare"} the header ${name}.`,
            reasons[name] ?? "",
            `Add ${name} to its headers by a $ref to components/headers, where it is required: true.`,
          ),
          location,
        });
      }
    }
  },
});
