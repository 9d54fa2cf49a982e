import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { newDatabase } from "../postgres/server.ts";
import { environment } from "../process/environment.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type Defect, type Engine, modulesWith } from "./defect.ts";
import { access, seedDatabase, type Target } from "./target.ts";

/** The built service with other sources for some of its modules, by their address, and its database. */
export interface Copy {
  readonly modules: Readonly<Record<string, string>>;
  readonly database: string;
}

/** The built service with each defect, on its engine, in a process for them all. */
export async function startDefective(
  defects: readonly {
    readonly defect: Defect;
    readonly engine: Engine;
    readonly steps?: Target["steps"];
  }[],
) {
  await using started = new AsyncDisposableStack();
  const folder = started.use(temporaryFolder());
  const copies: Copy[] = [];
  let template: string | undefined;
  for (const [index, { defect, engine }] of defects.entries()) {
    if (engine === "SQLite") {
      const database = `sqlite:${folder.file(`${index}.db`)}`;
      await seedDatabase(database);
      copies.push({ modules: modulesWith(defect), database });
      continue;
    }
    const { url, name } = started.use(await newDatabase(template));
    if (template === undefined) await seedDatabase(url);
    template ??= name;
    copies.push({ modules: modulesWith(defect), database: url });
  }
  writeFileSync(folder.file("copies.json"), JSON.stringify(copies));
  const program = fileURLToPath(new URL("host.ts", import.meta.url));
  const host = spawn(process.execPath, [program, folder.file("copies.json")], {
    env: { ...environment, HOTSPOT_PORT: "0", HOTSPOT_LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(host, "close");
  started.defer(async () => {
    host.kill("SIGKILL");
    await closed;
  });
  const errors = text(host.stderr);
  let output = "";
  host.stdout.setEncoding("utf8").on("data", (chunk: string) => void (output += chunk));
  const addresses = () => [...output.matchAll(/ready at (\S+)/g)].map(([, url = ""]) => url);
  while (addresses().length < defects.length) {
    const [ended] = await Promise.race([
      once(host.stdout, "data").then(() => [false]),
      closed.then(() => [true]),
    ]);
    if (ended) {
      const { name } = defects[addresses().length]?.defect ?? {};
      throw new Error(`The service does not start with: ${name}\n${await errors}`);
    }
  }
  const targets = defects.map(({ steps }, index): Target => ({
    ...access,
    url: addresses()[index] ?? "",
    steps,
  }));
  const running = started.move();
  return { targets, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
