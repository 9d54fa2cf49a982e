import { execFile } from "node:child_process";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { type Exchange, type Mock, startMock } from "@hotspot-session/mock";

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

/**
 * Runs code as a reader would who has set the three variables: TypeScript, or shell.
 *
 * @throws Error where it ends with any code but 0
 */
export async function run(language: string, code: string, { mock }: Api): Promise<void> {
  const env = {
    HOTSPOT_URL: mock.url,
    HOTSPOT_PROJECT_ID: "a4da8115c9d8464ead3a38309130523f",
    HOTSPOT_TOKEN: "a-token-for-tests",
    PATH: [join(folder, "../../node_modules/.bin"), process.env["PATH"]].join(delimiter),
  };
  const command = promisify(execFile);
  if (language === "ts") {
    const words = ["--input-type=module-typescript", "--eval", code];
    await command(process.execPath, words, { cwd: folder, env });
    return;
  }
  await using home = await mkdtempDisposable(join(tmpdir(), "hotspot-docs-"));
  await command("sh", ["-ec", code], { cwd: home.path, env: { ...env, HOME: home.path } });
}
