import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { startProcess } from "../process/service-process.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { newDatabase } from "../postgres/server.ts";
import { copyWithDefect, type Defect, type Engine } from "./defect.ts";
import { seedDatabase, type Target } from "./target.ts";

const settings = { HOTSPOT_PORT: "0", HOTSPOT_LOG_LEVEL: "silent" };

/** A copy of the built service, and its database. */
export interface Copy {
  readonly folder: string;
  readonly database: string;
}

/** The built service as it is, as an operator starts it. */
export async function startBuilt() {
  await using started = new AsyncDisposableStack();
  const database = `sqlite:${started.use(temporaryFolder()).file("hotspot.db")}`;
  const access = await seedDatabase(database);
  const service = started.use(startProcess({ ...settings, HOTSPOT_DATABASE_URL: database }));
  const target: Target = { ...access, url: await service.ready() };
  const running = started.move();
  return { target, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** A copy of the built service with each defect, on its engine, in a process for them all. */
export async function startDefective(
  defects: readonly {
    readonly defect: Defect;
    readonly engine: Engine;
    readonly workflow?: Target["workflow"];
  }[],
) {
  await using started = new AsyncDisposableStack();
  const root = started.use(temporaryFolder());
  const copies: Copy[] = [];
  for (const [index, { defect, engine }] of defects.entries()) {
    const folder = root.file(String(index));
    mkdirSync(folder);
    copyWithDefect(defect, folder);
    const database =
      engine === "SQLite" ? `sqlite:${folder}/hotspot.db` : started.use(await newDatabase()).url;
    copies.push({ folder, database });
  }
  const accesses = await Promise.all(copies.map(({ database }) => seedDatabase(database)));
  const host = spawn(process.execPath, [fileURLToPath(new URL("host.ts", import.meta.url))], {
    env: { PATH: process.env["PATH"], ...settings, HOTSPOT_COPIES: JSON.stringify(copies) },
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
  const targets = accesses.map(({ project, tokens }, index): Target => {
    const { workflow } = defects[index] ?? {};
    return { url: addresses()[index] ?? "", project, tokens, workflow };
  });
  const running = started.move();
  return { targets, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
