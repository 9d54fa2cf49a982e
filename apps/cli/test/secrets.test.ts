import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { Secrets } from "../src/secrets.ts";
import { projectId, settingsFor, token } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { startAnswering, startServer } from "./server.ts";

/** A token with characters that JSON and URLs write in another way. */
const odd = 'odd"token\\with/all+of=it&more?~xx';

describe("a secret", () => {
  it("is hidden in every form in which text may hold it", () => {
    const text = fc.string({ unit: "grapheme-ascii", maxLength: 20 });
    const secret = fc.string({ unit: "grapheme-ascii", minLength: 16, maxLength: 60 });
    fc.assert(
      fc.property(secret, text, text, (one, before, after) => {
        const secrets = new Secrets();
        secrets.add(one);
        const whole = before + one + after;
        const base64 = Buffer.from(whole).toString("base64");
        const base64url = Buffer.from(whole).toString("base64url");
        for (const form of [
          whole,
          JSON.stringify(whole),
          encodeURIComponent(whole),
          base64,
          base64url,
        ]) {
          expect(secrets.hideInData(form)).toContain("[redacted]");
          expect(secrets.hide(`say ${form}.`)).toContain("[redacted]");
        }
      }),
    );
  });

  it("is not looked for in data where it is so short that it may be there by chance", () => {
    const secrets = new Secrets();
    secrets.add("administrator");
    expect(secrets.hideInData("administrator")).toBe("administrator");
    expect(secrets.hide("administrator")).toBe("[redacted]");
  });

  it("is in no exchange that --debug shows, in any form in which the server repeats it", async () => {
    const forms = [
      odd,
      JSON.stringify(odd),
      encodeURIComponent(odd),
      Buffer.from(odd).toString("base64"),
      Buffer.from(`user:${odd}`).toString("base64"),
      // At the end of what is shown of a body.
      "x".repeat(4080 - 400) + odd,
    ];
    for (const form of forms) {
      await using server = await startAnswering(form, 400);
      const settings = { ...settingsFor(server.url), HOTSPOT_TOKEN: odd };
      const { stdout, stderr } = await program(["api", "/x", "--debug"], settings);
      for (const shown of [stdout, stderr]) {
        expect(shown).toContain("[redacted]");
        expect(shown).not.toContain(form);
        expect(shown).not.toContain(odd.slice(0, 12));
      }
    }
  });

  it.each([
    "hst_1jXyVgfGfHQ2bGmZYzqVq7mIzWQdK3Vt7cE4pD8sL0A",
    "hst_",
    "config hst_",
    "config list hst_",
    "--token=hst_",
    "--profile hst_ config list",
    "config show hst_",
    "api hst_",
    "api GET hst_",
    "config list --limit hst_",
    "completion hst_",
    "help hst_",
    "user add one --file hst_",
  ])("that is typed in the wrong place is not repeated: %s", async (line) => {
    const secret = "hst_1jXyVgfGfHQ2bGmZYzqVq7mIzWQdK3Vt7cE4pD8sL0A";
    await using server = await startAnswering('{"items":[]}');
    const words = line.split(" ").map((word) => word.replace(/hst_$/, secret));
    const { code, stdout, stderr } = await program(words, settingsFor(server.url));
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^hotspot: /);
    expect(stdout + stderr).not.toContain("1jXyVgfG");
  });

  it("of another kind is not repeated by the parser", async () => {
    const secret = "a-token-of-another-service";
    for (const words of [[secret], [`--token=${secret}`], ["config", "list", secret]]) {
      const { stderr } = await program(words, settingsFor("http://nowhere.invalid"));
      expect(stderr).toContain("[redacted]");
      expect(stderr).not.toContain(secret);
    }
  });

  it("in a URL is shown by no command", async () => {
    const environment = { HOTSPOT_PROJECT_ID: projectId, HOTSPOT_TOKEN: token };
    const words = ["--url", "http://me:pw@host.invalid"];
    for (const command of [["whoami"], ["config", "list"], ["login", "--token-stdin"]]) {
      const { code, stdout, stderr } = await program([...command, ...words], environment, token);
      expect(code).toBe(2);
      expect(stdout + stderr).not.toContain("pw");
    }
  });

  it("of a profile is hidden like one of the environment", async () => {
    await using server = await startServer((request, response) => {
      response.end(JSON.stringify({ asked: request.headers["x-auth-token"] }));
    });
    const { stdout } = await program(["api", "/x"], settingsFor(server.url));
    expect(stdout).toBe('{"asked":"[redacted]"}');
  });
});
