import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { type Exchange, type Mock, startMock } from "@hotspot-session/mock";

const folder = join(import.meta.dirname, "..");

/** The mock, with the exchanges that it has had since they were last taken. */
export interface Api {
  readonly mock: Mock;
  takeExchanges(): readonly Exchange[];
}

export async function startApi(): Promise<Api> {
  let exchanges: Exchange[] = [];
  const mock = await startMock({ onExchange: (exchange) => void exchanges.push(exchange) });
  return {
    mock,
    takeExchanges() {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
  };
}

/**
 * Runs code as a reader would who has set the three variables: shell or TypeScript, by `fence`.
 *
 * @throws where it ends with anything but 0
 */
export async function run(fence: string, code: string, { mock }: Api) {
  const env = {
    HOTSPOT_URL: mock.url,
    HOTSPOT_PROJECT_ID: "a4da8115c9d8464ead3a38309130523f",
    HOTSPOT_TOKEN: "a-token-for-tests",
    PATH: [join(folder, "../../node_modules/.bin"), process.env["PATH"]].join(delimiter),
  };
  const command = promisify(execFile);
  if (fence === "ts") {
    const words = ["--input-type=module-typescript", "--eval", code];
    return await command(process.execPath, words, { cwd: folder, env });
  }
  const cwd = await mkdtemp(join(tmpdir(), "hotspot-docs-"));
  try {
    return await command("sh", ["-ec", code], { cwd, env: { ...env, HOME: cwd } });
  } finally {
    await rm(cwd, { recursive: true });
  }
}
