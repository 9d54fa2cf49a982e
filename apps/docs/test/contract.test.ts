import { describe, expect, it } from "vitest";

import { example, fact, status } from "../src/contract.ts";

describe("what a guide takes from the contract", () => {
  it("is a number, a status or an example", () => {
    expect(fact("schemas.NonMigrateUsers.maxItems")).toBe("1,000");
    expect(fact("schemas.UserInfo.properties.user_id.maxLength")).toBe("128");
    expect(status("NotAuthenticated")).toBe("401");
    expect(example("InvalidPage", "limit")).toMatchObject({ error_msg: "limit: must be <= 100" });
  });

  it("fails the build where the contract does not have it", () => {
    expect(() => fact("parameters.Limit.schema.most")).toThrow("parameters.Limit.schema.most");
    expect(() => fact("parameters.Limit.schema")).toThrow("neither a number nor a text");
    expect(() => status("Nothing")).toThrow("Nothing");
    expect(() => example("ListHotspotSessionConfig", "none")).toThrow("none");
  });
});
