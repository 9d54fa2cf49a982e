import { execFile } from "node:child_process";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { type Exchange, type Mock, startMock } from "@hotspot-session/mock";
import { vi } from "vitest";

const folder = join(import.meta.dirname, "..");

/** The mock, with the exchanges since they were last taken. */
export interface Api {
  readonly mock: Mock;
  takeExchanges(): readonly Exchange[];
}

export async function startApi(): Promise<Api> {
  const exchanges: Exchange[] = [];
  const mock = await startMock({ onExchange: (exchange) => void exchanges.push(exchange) });
  return { mock, takeExchanges: () => exchanges.splice(0) };
}

/** The three variables that a reader has set. */
const variables = ({ mock }: Api) => ({
  HOTSPOT_URL: mock.url,
  HOTSPOT_PROJECT_ID: "a4da8115c9d8464ead3a38309130523f",
  HOTSPOT_TOKEN: "a-token-for-tests",
});

/** Runs a program, in this process: a new one would take longer than all that it does. */
export async function runProgram(file: string, api: Api): Promise<void> {
  for (const [name, value] of Object.entries(variables(api))) vi.stubEnv(name, value);
  await import(file);
}

/**
 * Runs commands in an empty folder.
 *
 * @throws Error where they end with any code but 0
 */
export async function runShell(commands: string, api: Api): Promise<void> {
  const PATH = [join(folder, "../../node_modules/.bin"), process.env["PATH"]].join(delimiter);
  await using home = await mkdtempDisposable(join(tmpdir(), "hotspot-docs-"));
  const env = { ...variables(api), PATH, HOME: home.path };
  await promisify(execFile)("sh", ["-ec", commands], { cwd: home.path, env });
}
