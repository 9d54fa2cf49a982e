import { fstatSync } from "node:fs";

import { startService } from "../test-double/start-service.ts";
import { welcome } from "../welcome.ts";
import type { Streams } from "./streams.ts";

/** How often it is looked whether the parent is still there, in milliseconds. */
const parentInterval = 1000;

/**
 * Serves from memory until a signal, or the end of the program that started this one.
 *
 * @param json whether the address and the credentials are printed as a line of JSON, for programs
 */
export async function serveMemory(json: boolean, out: Streams["out"]): Promise<void> {
  const { url, settings, accessKey, stop } = await startService();
  const { projectId, token } = settings;
  const end = () => void stop().then(() => process.exit());
  process.once("SIGINT", end).once("SIGTERM", end);
  onParentEnd(end);
  const text = json
    ? JSON.stringify({ url, projectId, token, ...accessKey })
    : welcome(url, { kind: "made", projectId, token });
  out(`${text}\n`);
}

function onParentEnd(end: () => void): void {
  const input = fstatSync(0);
  // A terminal, a file and /dev/null say nothing about the parent.
  if (input.isFIFO() || input.isSocket()) {
    process.stdin.once("end", end).once("error", end).resume();
  }
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, parentInterval).unref();
}
