import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { startVerifier } from "@hotspot-session/mock";
import { describe, expect, it, vi } from "vitest";

const shell = promisify(execFile);

/** A command in a process group of its own, which Ctrl-C in a terminal would reach. */
function start(command: string, settings: Readonly<Record<string, string>> = {}) {
  const [program = "", ...args] = command.split(" ");
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
    /** Waits for output that matches. @returns all output so far */
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

const temporaryFolder = () => mkdtempDisposable(join(tmpdir(), "hotspot-"));
const databaseIn = (folder: string) => ({
  HOTSPOT_PORT: "0",
  HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "hotspot.db")}`,
});
const addressIn = (output: string) => /ready at (\S+)/.exec(output)?.[1] ?? "";
const curlLine = (output: string) => /curl -H.*/.exec(output)?.[0] ?? "no curl line";

describe.concurrent("the README", () => {
  /** Where npm may not ask whether to install pnpm. */
  const cannotAsk = { CI: "true", npm_config_yes: "false" };

  it("leads from the start to calls by curl, hotspot and the client, and back to the same data", async () => {
    const readme = await readFile(join(import.meta.dirname, "..", "README.md"), "utf8");
    const block = (language: string, word: string) => {
      const blocks = [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))];
      const found = blocks.map(([, text]) => text ?? "").find((text) => text.includes(word));
      if (found === undefined) throw new Error(`the README has no ${language} block with ${word}`);
      return found;
    };
    await using folder = await temporaryFolder();
    const database = databaseIn(folder.path);
    await using service = start(block("sh", " start\n").trim(), { ...cannotAsk, ...database });
    const output = await service.saw(/curl .*\n/);
    const answer = await shell("sh", ["-c", `${curlLine(output)} -sS -w '%{http_code}'`]);
    expect(answer.stdout).toBe('{"items":[]}200');
    const docs = await fetch(`${addressIn(output)}/docs/`);
    expect(await docs.text()).toContain("CreateHotspotSessionConfig");

    // The calls of the README and their answers must keep the contract.
    await using verifier = await startVerifier(addressIn(output));
    const env = {
      ...process.env,
      ...cannotAsk,
      HOTSPOT_URL: verifier.url,
      HOTSPOT_PROJECT_ID: /project +(\S+)/.exec(output)?.[1] ?? "",
      HOTSPOT_TOKEN: /token +(\S+)/.exec(output)?.[1] ?? "",
    };
    // npx has shown above that it runs pnpm: the other commands are spared its start of two seconds.
    const byPnpm = (command: string) => command.replaceAll("npx -y pnpm@12 ", "pnpm --silent ");
    const commands = byPnpm(block("sh", "hotspot config list"))
      .replace(/^export .*$/m, "")
      .replaceAll("http://127.0.0.1:8080", verifier.url);
    const shown = await shell("sh", ["-ec", commands], { env });
    const [, first] = /"id":"([0-9a-f]{32})"/.exec(shown.stdout) ?? [];
    expect(shown.stdout.split("\n")).toContainEqual(expect.stringMatching(`^${first} +on +2 +0$`));

    const [, run = "", file = ""] = /`(npx [^`]+ node) (data\/\S+)`/.exec(readme) ?? [];
    expect(readme).toContain(`save this as \`${file}\``);
    const program = [
      "-ec",
      `${byPnpm(run)} --input-type=module-typescript -e "$0"`,
      block("ts", "client"),
    ];
    const second = (await shell("sh", program, { env })).stdout.trim();

    // npx itself ends by the signal; the exit code of pnpm is that of the next one.
    await service.interrupt();
    await using next = start("pnpm start", database);
    const url = addressIn(await next.saw(/first start.*\n/));
    const list = await fetch(`${url}/v1/${env.HOTSPOT_PROJECT_ID}/hotspot-session-config`, {
      headers: { "x-auth-token": env.HOTSPOT_TOKEN },
    });
    expect(await list.json()).toMatchObject({ items: [{ id: first }, { id: second }] });
    expect(await next.interrupt()).toBe(0);
  });
});

describe.concurrent("pnpm dev", () => {
  it("serves with the settings of the service", async () => {
    await using folder = await temporaryFolder();
    await using dev = start("pnpm dev", databaseIn(folder.path));
    const address = addressIn(await dev.saw(/curl .*\n/));
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    await dev.interrupt();
    // It may drain for a moment yet, and for half a second longer after each request.
    const isAnswered = () =>
      fetch(`${address}/healthz`).then(
        () => true,
        () => false,
      );
    await vi.waitUntil(async () => !(await isAnswered()), { interval: 1000, timeout: 60_000 });
  });
});

describe.concurrent("pnpm mock", () => {
  it("answers the curl line that it prints, and ends with 0", async () => {
    await using mock = start("pnpm mock --port 0");
    const line = curlLine(await mock.saw(/curl .*\n/));
    const answer = await shell("sh", ["-c", `${line} -sS -o /dev/null -w '%{http_code}'`]);
    expect(answer.stdout).toBe("200");
    expect(await mock.interrupt()).toBe(0);
  });
});
