import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

/** Of the whole repository: the service contains the console, so no package of the console's is it. */
const binary = join(import.meta.dirname, "../../../node_modules/.bin/hotspot-service");

/** The real service with the built console, on a database of its own. */
export interface Service extends AsyncDisposable {
  readonly url: string;
  readonly projectId: string;
  /** An admin's. */
  readonly token: string;
  /** A new token that may only read. */
  readerToken(): Promise<string>;
  /** A new temporary access key of an admin of this project. */
  accessKey(projectId: string): Promise<AccessKey>;
}

export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken: string;
}

export async function startService(): Promise<Service> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await mkdtempDisposable(join(tmpdir(), "hotspot-console-")));
  const [projectId, token] = [randomUUID(), randomUUID() + randomUUID()];
  const env = {
    PATH: process.env["PATH"],
    HOTSPOT_PORT: "0",
    HOTSPOT_DATABASE_URL: `sqlite:${join(folder.path, "hotspot.db")}`,
    HOTSPOT_KEY_FILE: join(folder.path, "hotspot.key"),
    HOTSPOT_LOG_LEVEL: "error",
    HOTSPOT_BOOTSTRAP_PROJECT_ID: projectId,
    HOTSPOT_BOOTSTRAP_TOKEN: token,
  };
  const child = spawn(binary, [], { env, stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close");
  started.defer(async () => {
    child.kill();
    await closed;
  });
  const errors = text(child.stderr);
  let url = "";
  for await (const line of createInterface(child.stdout)) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
    if (url !== "") break;
  }
  // Read to its end, or the pipe fills and the service waits.
  child.stdout.resume();
  if (url === "") throw new Error(`the service ended before it was ready: ${await errors}`);
  const running = started.move();
  const run = async (...words: readonly string[]) =>
    (await promisify(execFile)(binary, words, { env })).stdout.trim();
  return {
    url,
    projectId,
    token,
    readerToken: () => run("token", "create", "--project", projectId, "--role", "reader"),
    async accessKey(project) {
      const words = ["create", "--project", project, "--temporary", "--json"];
      const { accessKey, secretKey, securityToken } = JSON.parse(await run("access-key", ...words));
      return { accessKey, secretKey, securityToken };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
