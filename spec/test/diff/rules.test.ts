import { describe, expect, it } from "vitest";

import { rules } from "../../diff/rules.ts";
import { interfaceCases } from "./interface-cases.ts";
import { diffOfPatches, diffOfSchemas } from "./probe.ts";
import { schemaCases } from "./schema-cases.ts";

describe("a change of a schema", () => {
  it.each(schemaCases)("is judged by direction: $title", ({ before, after, request, response }) => {
    const found = diffOfSchemas(before, after);
    expect(found.map((change) => [change.direction, change.rule, change.class])).toEqual([
      ["request", ...request],
      ["response", ...response],
    ]);
  });
});

describe("a field that is no longer answered", () => {
  it.each([
    ["removed", {}],
    ["writeOnly and optional", { a: { type: "integer", writeOnly: true } }],
  ])("is told once where it is %s", (_case, properties) => {
    const before = { type: "object", properties: { a: { type: "string" } }, required: ["a"] };
    const found = diffOfSchemas(before, { type: "object", properties });
    const answered = found.filter(({ direction }) => direction === "response");
    expect(answered.map(({ rule }) => rule)).toEqual(["field-removed"]);
  });
});

describe("a change of the interface", () => {
  it.each(interfaceCases)("is judged: $title", ({ patches, given, rule, place, ...expected }) => {
    expect(diffOfPatches(patches, given)).toContainEqual(
      expect.objectContaining({ rule, place, class: expected.class }),
    );
  });

  it("is one change and not several", () => {
    const several = interfaceCases
      .map(({ title, patches, given }) => [title, diffOfPatches(patches, given).length] as const)
      .filter(([, count]) => count !== 1);
    expect(several).toEqual([]);
  });
});

describe("the rules", () => {
  it("are each shown to bite", () => {
    const shown = new Set([
      ...schemaCases.flatMap(({ request, response }) => [request[0], response[0]]),
      ...interfaceCases.map(({ rule }) => rule),
    ]);
    expect([...shown].toSorted()).toEqual(Object.keys(rules).toSorted());
  });

  it("never call breaking in both directions what only widens or narrows", () => {
    const wrong = schemaCases.filter(
      ({ title, request, response }) =>
        /: (narrower|wider)$/.test(title) &&
        request[1] !== "non-breaking" &&
        response[1] !== "non-breaking",
    );
    expect(wrong.map(({ title }) => title)).toEqual([]);
  });

  it("each say why", () => {
    for (const [name, [, , why]] of Object.entries(rules)) expect(why, name).toMatch(/^[A-Z].*\.$/);
  });
});
