import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** A server on this machine, in a process of its own. */
export interface Server extends AsyncDisposable {
  readonly url: string;
}

/** Starts a server that answers one configuration, and so many users. */
export async function startServer({ userCount }: { readonly userCount: number }): Promise<Server> {
  const program = fileURLToPath(new URL("server-process.ts", import.meta.url));
  const child = spawn(process.execPath, [program, String(userCount)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const [line]: unknown[] = await once(child.stdout.setEncoding("utf8"), "data");
  return {
    url: String(line).trim(),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await closed;
    },
  };
}
