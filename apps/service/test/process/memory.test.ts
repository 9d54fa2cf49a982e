import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { createHotspotClient } from "@hotspot-session/client";
import { describe, expect, it } from "vitest";

import { environment } from "./environment.ts";

const binary = fileURLToPath(new URL("../../bin/hotspot-service.js", import.meta.url));

/** `hotspot-service --memory --json`, run by a command, and what its line of JSON says. */
async function start([program = "", ...words]: readonly string[]) {
  const child = spawn(program, words, {
    env: { ...environment, HOTSPOT_DATABASE_URL: "postgres://nowhere.invalid/" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [line] = await once(createInterface(child.stdout), "line");
  const { accessKey, secretKey, ...more } = JSON.parse(String(line));
  const { url: baseUrl, projectId, token } = more;
  return { child, exited, baseUrl, projectId, token, auth: { accessKey, secretKey } };
}

const command = [process.execPath, binary, "--memory", "--json"];
const isServing = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

describe("hotspot-service --memory --json", () => {
  it("prints where it is and two credentials, and ends with its standard input", async () => {
    const { child, exited, baseUrl, projectId, token, auth } = await start(command);
    for (const credentials of [{ token }, { auth }]) {
      const { configs } = createHotspotClient({ baseUrl, projectId, ...credentials });
      expect((await configs.list()).items).toEqual([]);
    }
    expect((await fetch(`${baseUrl}/openapi.json`)).status).toBe(200);
    child.stdin.end();
    expect(await exited).toEqual([0, null]);
  });

  it("ends with a signal", async () => {
    const { child, exited } = await start(command);
    child.kill();
    expect(await exited).toEqual([0, null]);
  });

  it("ends once its parent was killed, whose standard input it does not have", async () => {
    const words = ["sh", "-c", '"$@" </dev/null; :', "sh", ...command];
    const { child, exited, baseUrl } = await start(words);
    child.kill("SIGKILL");
    await exited;
    await expect.poll(() => isServing(`${baseUrl}/healthz`), { timeout: 20_000 }).toBe(false);
  });
});
