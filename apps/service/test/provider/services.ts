import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { startProcess } from "../process/service-process.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { copyWithDefect, type Defect } from "./defect.ts";
import { seedDatabase, type Target } from "./target.ts";

const settings = { HOTSPOT_PORT: "0", HOTSPOT_LOG_LEVEL: "silent" };

/** The built service as it is, as an operator starts it. */
export async function startBuilt() {
  const folder = temporaryFolder();
  const file = folder.file("hotspot.db");
  const access = await seedDatabase(file);
  const service = startProcess({ ...settings, HOTSPOT_DATABASE_URL: `sqlite:${file}` });
  const target: Target = { ...access, url: await service.ready() };
  return {
    target,
    async [Symbol.asyncDispose]() {
      await service.stop();
      folder[Symbol.dispose]();
    },
  };
}

/** A copy of the built service for each defect, in a process for them all. */
export async function startDefective(defects: readonly Defect[]) {
  using disposables = new DisposableStack();
  const root = disposables.use(temporaryFolder());
  const folders = defects.map((_, index) => root.file(String(index)));
  const accesses = await Promise.all(
    defects.map(async (defect, index) => {
      const folder = root.file(String(index));
      mkdirSync(folder);
      copyWithDefect(defect, folder);
      return seedDatabase(`${folder}/hotspot.db`);
    }),
  );
  const host = spawn(process.execPath, [fileURLToPath(new URL("host.ts", import.meta.url))], {
    env: { PATH: process.env["PATH"], ...settings, HOTSPOT_COPIES: JSON.stringify(folders) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(host, "close");
  disposables.defer(() => host.kill("SIGKILL"));
  let output = "";
  host.stdout.setEncoding("utf8").on("data", (text: string) => void (output += text));
  const addresses = () => [...output.matchAll(/ready at (\S+)/g)].map(([, url = ""]) => url);
  while (addresses().length < defects.length) {
    const [ended] = await Promise.race([
      once(host.stdout, "data").then(() => [false]),
      closed.then(() => [true]),
    ]);
    if (ended) {
      throw new Error(`The service does not start with: ${defects[addresses().length]?.name}`);
    }
  }
  const targets = accesses.map(({ project, tokens }, index): Target => {
    return { url: addresses()[index] ?? "", project, tokens };
  });
  const held = disposables.move();
  return {
    targets,
    async [Symbol.asyncDispose]() {
      host.kill("SIGKILL");
      await closed;
      held.dispose();
    },
  };
}
