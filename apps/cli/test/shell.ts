import { execFile } from "node:child_process";
import { createServer, type Socket } from "node:net";
import { promisify } from "node:util";

import { program } from "./in-process.ts";
import { listen } from "./server.ts";

/** Hands its words and its input to this process, and writes and returns what comes back. */
const hotspot = `hotspot() {
  local input= code= err= out=
  IFS= read -r -d '' input || :
  exec 9<>"/dev/tcp/127.0.0.1/$PORT"
  printf '%s\\0' $# "$@" "$input" >&9
  IFS= read -r -d '' code <&9; IFS= read -r -d '' err <&9; IFS= read -r -d '' out <&9
  exec 9>&-
  printf %s "$err" >&2; printf %s "$out"
  return "$code"
}
`;

/** Makes a folder the current one, for the shell and the program, until it is disposed of. */
export function inFolder(path: string): Disposable {
  const before = process.cwd();
  process.chdir(path);
  return { [Symbol.dispose]: () => process.chdir(before) };
}

/**
 * Runs a script in bash, where `hotspot` runs the program in this process, with this environment: to
 * start the binary costs more than most of what it does.
 *
 * @param words those that the script finds in `"$@"`
 */
export async function bash(
  script: string,
  environment: Record<string, string>,
  { words = [], input = "" }: { words?: readonly string[]; input?: string } = {},
): Promise<{ stdout: string; stderr: string }> {
  async function answer(socket: Socket) {
    let received = "";
    for await (const text of socket.setEncoding("utf8")) {
      received += text;
      const [count = "", ...parts] = received.split("\0");
      if (parts.length < Number(count) + 2) continue;
      const given = parts.slice(0, Number(count));
      const { code, stdout, stderr } = await program(given, environment, parts.at(Number(count)));
      return socket.end([code, stderr, stdout, ""].join("\0"));
    }
    return undefined;
  }
  await using server = await listen(createServer((socket) => void answer(socket)));
  const running = promisify(execFile)(
    "bash",
    ["--norc", "-ec", hotspot + script, "bash", ...words],
    {
      env: { PATH: process.env["PATH"], PORT: String(server.port) },
    },
  );
  running.child.stdin?.end(input);
  return await running;
}
