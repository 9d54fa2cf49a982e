import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { codeSamples, type SampleCall } from "../../src/code-samples/index.ts";
import { word } from "../../src/code-samples/shell.ts";
import { jsonString } from "../../src/code-samples/visible.ts";
import { oddText } from "./odd-text.ts";

describe("a word of the shell", () => {
  it("is the text that it was made of", () => {
    fc.assert(
      fc.property(fc.array(oddText(), { minLength: 100, maxLength: 100 }), (texts) => {
        const script = `printf '%s\\0' ${texts.map(word).join(" ")}`;
        // Finds no program: what a wrong word would run, it cannot.
        const options = { encoding: "utf8", cwd: tmpdir(), env: { PATH: "" } } as const;
        const printed = execFileSync("/bin/sh", ["-c", script], options);
        expect(printed.split("\0")).toEqual([...texts, ""]);
      }),
      { numRuns: 5 },
    );
  });

  it("stays as it is where no shell reads anything into it", () => {
    expect(["a1", "http://127.0.0.1:8080/v1", "=a", "~", "a b"].map(word)).toEqual([
      "a1",
      "http://127.0.0.1:8080/v1",
      "'=a'",
      "'~'",
      "'a b'",
    ]);
  });
});

describe("a string of JSON and JavaScript", () => {
  it("is the text that it was made of", () => {
    fc.assert(
      fc.property(oddText(), (text) => {
        expect(JSON.parse(jsonString(text))).toBe(text);
        expect(Function(`return ${jsonString(text)}`)()).toBe(text);
      }),
    );
  });
});

describe("a sample", () => {
  const calls = fc
    .tuple(oddText(), oddText(), oddText(), fc.constantFrom("token", "access-key"))
    .chain(([projectId, configId, user_name, auth]): fc.Arbitrary<SampleCall> => {
      const place = { baseUrl: "http://127.0.0.1:8080/", projectId, configId, auth } as const;
      const users = [{ user_name }, { user_id: configId, user_name }];
      return fc.constantFrom<SampleCall>(
        { ...place, operation: "ListNonMigrationUsers", query: { user_name, limit: 7 } },
        {
          ...place,
          operation: "UpdateNonMigrationUsers",
          body: { update_type: "ADD", non_migrate_users: users },
        },
      );
    });

  it.each(Object.entries(codeSamples))("has nothing invisible in it: %s", (_, { write }) => {
    fc.assert(
      fc.property(calls, (call) => {
        const code = write(call);
        expect(code.replaceAll(/[\n\t ]/g, "")).not.toMatch(
          /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u,
        );
      }),
    );
  });

  it("of an SDK says that it needs an access key where the call has a token", () => {
    const call = { operation: "ListHotspotSessionConfig", baseUrl: "http://a", projectId: "p" };
    for (const { write } of [codeSamples.python, codeSamples.go, codeSamples.java]) {
      expect(write({ ...call, operation: "ListHotspotSessionConfig", auth: "token" })).toMatch(
        /^(#|\/\/) .* access key/,
      );
    }
  });
});
