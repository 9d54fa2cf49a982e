import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { environment } from "./environment.ts";

const binary = fileURLToPath(new URL("../../bin/hotspot-service.js", import.meta.url));

/** The built service as a process of its own, as an operator runs it. */
export function startProcess(
  settings: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  {
    cwd,
    runner = [],
  }: {
    readonly cwd?: string;
    /** A program with its arguments that runs the command given after those. */
    readonly runner?: readonly string[];
  } = {},
) {
  const [program = "", ...rest] = [...runner, process.execPath, binary, ...args];
  const child = spawn(program, rest, {
    env: { ...environment, HOTSPOT_PORT: "0", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd !== undefined && { cwd }),
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => void (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => void (output.stderr += text));
  const closed = once(child, "close").then(([code]) => Number(code ?? -1));

  return {
    output,
    pid: Number(child.pid),
    /** The exit code, once all output was read. */
    closed,
    /** Waits until it says that it is ready, and answers its address. */
    async ready(): Promise<string> {
      let address: string | undefined;
      while (address === undefined) {
        address = /ready at (\S+)[\s\S]*\n$/.exec(output.stdout)?.[1];
        if (address !== undefined) break;
        await Promise.race([
          once(child.stdout, "data"),
          closed.then((code) => {
            throw new Error(`it ended with ${code}: ${output.stderr}`);
          }),
        ]);
      }
      return address;
    },
    async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number> {
      child.kill(signal);
      return closed;
    },
    kill: () => child.kill("SIGKILL"),
    send: (signal: NodeJS.Signals) => child.kill(signal),
    /** Waits until that is in its log. */
    async logged(text: string): Promise<void> {
      while (!output.stderr.includes(text)) await once(child.stderr, "data");
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}
