import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { startVerifier } from "@hotspot-session/mock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const shell = promisify(execFile);

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotspot-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A command in a process group of its own, which Ctrl-C in a terminal would reach. */
function start(
  [program = "", ...args]: readonly string[],
  settings: Readonly<Record<string, string>> = {},
) {
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...settings },
  });
  const group = -(child.pid ?? 0);
  const closed = once(child, "close").then(([code]) => Number(code ?? -1));
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => void (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => void (errors += text));
  return {
    /** Waits until a line of its output matches, and answers all output so far. */
    async saw(pattern: RegExp): Promise<string> {
      const ended = closed.then((code) => {
        throw new Error(`it ended with ${code} before it said ${pattern}:\n${output}${errors}`);
      });
      while (!pattern.test(output)) await Promise.race([once(child.stdout, "data"), ended]);
      return output;
    },
    async interrupt(): Promise<number> {
      process.kill(group, "SIGINT");
      return closed;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) process.kill(group, "SIGKILL");
      await closed;
    },
  };
}

/** npm may not ask whether to install pnpm. */
const cannotAsk = { CI: "true", npm_config_yes: "false" };

const curlLine = (output: string) => /curl -H.*/.exec(output)?.[0] ?? "no curl line";

describe("pnpm start", () => {
  it("serves API and reference, prints a curl line that answers 200, keeps its data, ends with 0", async () => {
    const settings = {
      HOTSPOT_PORT: "0",
      HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "hotspot.db")}`,
    };
    await using first = start(["pnpm", "start"], settings);
    const output = await first.saw(/curl .*\n/);
    const line = curlLine(output);
    const answer = await shell("sh", ["-c", `${line} -sS -w '%{http_code}'`]);
    expect(answer.stdout).toBe('{"items":[]}200');

    const body = '{"hotspot_session_migration_enable":true,"hotspot_exit_session_num":2}';
    const json = "-H 'Content-Type: application/json'";
    const created = await shell("sh", ["-c", `${line} -sS ${json} -d '${body}'`]);
    expect(JSON.parse(created.stdout)).toMatchObject(JSON.parse(body));

    const address = /ready at (\S+)/.exec(output)?.[1];
    expect(await (await fetch(`${address}/docs/`)).text()).toContain("CreateHotspotSessionConfig");
    expect(await first.interrupt()).toBe(0);

    const token = /token +(\S+)/.exec(output)?.[1] ?? "";
    const project = /project +(\S+)/.exec(output)?.[1];
    await using second = start(["pnpm", "start"], settings);
    const again = /ready at (\S+)/.exec(await second.saw(/first start.*\n/))?.[1];
    const list = await fetch(`${again}/v1/${project}/hotspot-session-config`, {
      headers: { "x-auth-token": token },
    });
    expect(await list.json()).toMatchObject({ items: [JSON.parse(created.stdout)] });
    expect(await second.interrupt()).toBe(0);
  });
});

describe("pnpm dev", () => {
  it("serves with the settings of the service", async () => {
    await using dev = start(["pnpm", "dev"], {
      HOTSPOT_PORT: "0",
      HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "hotspot.db")}`,
    });
    const address = /ready at (\S+)/.exec(await dev.saw(/curl .*\n/))?.[1];
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    // turbo ends what it runs; killed, it would leave it behind.
    await dev.interrupt();
    await expect(fetch(`${address}/healthz`)).rejects.toThrow("fetch failed");
  });
});

describe("the README", () => {
  it("leads from pnpm start to calls by curl, hotspot and the client", async () => {
    const readme = await readFile(join(import.meta.dirname, "..", "README.md"), "utf8");
    const block = (language: string, word: string) => {
      const blocks = [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))];
      const found = blocks.map(([, text]) => text ?? "").find((text) => text.includes(word));
      if (found === undefined) throw new Error(`the README has no ${language} block with ${word}`);
      return found;
    };
    const token = "a-token-for-tests-of-32-characters-or-more";
    await using service = start(block("sh", " start\n").trim().split(" "), {
      ...cannotAsk,
      HOTSPOT_PORT: "0",
      HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "hotspot.db")}`,
      HOTSPOT_BOOTSTRAP_PROJECT_ID: "my-project",
      HOTSPOT_BOOTSTRAP_TOKEN: token,
    });
    // What the README says must not break the contract, on the way there or back.
    await using verifier = await startVerifier(
      /ready at (\S+)/.exec(await service.saw(/curl .*\n/))?.[1] ?? "",
    );
    const address = verifier.url;
    const env = {
      ...process.env,
      ...cannotAsk,
      HOTSPOT_URL: address,
      HOTSPOT_PROJECT_ID: "my-project",
      HOTSPOT_TOKEN: token,
    };

    const commands = block("sh", "hotspot config list")
      .replace(/^export .*$/m, "")
      .replaceAll("http://127.0.0.1:8080", address);
    const shown = await shell("sh", ["-ec", commands], { env });
    const [, id] = /"id":"([0-9a-f]{32})"/.exec(shown.stdout) ?? [];
    expect(shown.stdout.split("\n")).toContainEqual(expect.stringMatching(`^${id} +on +2 +0$`));

    const [, run = "", file = ""] = /`(npx [^`]+ node) (data\/\S+)`/.exec(readme) ?? [];
    const code = block("ts", "createHotspotClient");
    const ran = await shell("sh", ["-ec", `${run} --input-type=module-typescript -e "$0"`, code], {
      env,
    });
    expect(readme).toContain(`save this as \`${file}\``);
    expect(ran.stdout).toMatch(/^[0-9a-f]{32}\n$/);
    await service.interrupt();
  });
});

describe("pnpm mock", () => {
  it("answers the curl line that it prints, and ends with 0", async () => {
    await using mock = start(["pnpm", "mock", "--port", "0"]);
    const line = curlLine(await mock.saw(/curl .*\n/));
    const answer = await shell("sh", ["-c", `${line} -sS -o /dev/null -w '%{http_code}'`]);
    expect(answer.stdout).toBe("200");
    expect(await mock.interrupt()).toBe(0);
  });
});
