import { finding, type Rule } from "./redocly.ts";

const upstream = [
  "CreateHotspotSessionConfig",
  "ListHotspotSessionConfig",
  "UpdateHotspotSessionConfig",
  "ListNonMigrationUsers",
  "UpdateNonMigrationUsers",
];

const why =
  "Upstream's SDKs, and the names in our types, client, service and CLI, all follow from these five.";

/** The operationIds are upstream's five. */
export const operationIds: Rule = () => {
  const seen = new Set<string | undefined>();
  return {
    Operation(operation, context) {
      seen.add(operation.operationId);
      if (operation.operationId !== undefined && upstream.includes(operation.operationId)) return;
      context.report({
        message: finding(
          `The operationId ${operation.operationId ?? "(none)"} is not one of upstream's.`,
          why,
          `Use one of ${upstream.join(", ")}; if upstream has a new operation, add its name to spec/rules/operation-ids.ts and its page to spec/test/published-pages.ts.`,
        ),
        location: context.location.child(["operationId"]),
      });
    },
    Root: {
      leave(_root, context) {
        for (const name of upstream) {
          if (seen.has(name)) continue;
          context.report({
            message: finding(
              `No operation is called ${name}.`,
              why,
              "Describe the operation, under that operationId.",
            ),
            location: context.location.child(["paths"]),
          });
        }
      },
    },
  };
};
