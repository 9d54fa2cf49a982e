import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import type { HotspotClient } from "@hotspot-session/client";
import {
  type CodeSampleKind,
  codeSamples,
  type SampleCall,
} from "@hotspot-session/console/code-samples";

import { driver, run } from "./sdks.ts";
import type { RecordedRequest } from "./service.ts";

type Program = readonly [program: string, ...args: string[]];

/** How the console's code is built in an empty folder, all of it at once, with what an SDK's installation left. */
interface Language {
  readonly kind: CodeSampleKind;
  readonly build: (
    folder: string,
    installed: readonly string[],
    sources: Readonly<Record<string, string>>,
  ) => Promise<readonly Program[]>;
}

const slow = { timeout: 900_000 };

const languages: Readonly<Record<string, Language>> = {
  Python: {
    kind: "python",
    async build(folder, [python = ""], sources) {
      return Promise.all(
        Object.entries(sources).map(async ([name, code]): Promise<Program> => {
          const file = join(folder, `${name}.py`);
          await writeFile(file, code);
          return [python, file];
        }),
      );
    },
  },
  Go: {
    kind: "go",
    async build(folder, _, sources) {
      for (const file of ["go.mod", "go.sum"]) {
        await copyFile(join(driver("go"), file), join(folder, file));
      }
      const names = Object.keys(sources);
      for (const name of names) {
        await mkdir(join(folder, name));
        await writeFile(join(folder, name, "main.go"), sources[name] ?? "");
      }
      const unformatted = await run("gofmt", ["-l", ...names], { cwd: folder });
      equal(unformatted.stdout, "");
      await mkdir(join(folder, "bin"));
      await run("go", ["build", "-p", "1", "-o", "bin/", "./..."], { ...slow, cwd: folder });
      return names.map((name): Program => [join(folder, "bin", name)]);
    },
  },
  "Java, core": {
    kind: "java",
    async build(folder, [, , classPath = ""], sources) {
      const names = Object.keys(sources);
      const files = names.map((name) => join(folder, `${name}.java`));
      for (const [index, file] of files.entries()) {
        await writeFile(file, sources[names[index] ?? ""] ?? "");
      }
      const encoding = ["-encoding", "UTF-8"];
      await run("javac", [...encoding, "-cp", classPath, "-d", folder, ...files], slow);
      return names.map((name): Program => ["java", "-cp", [classPath, folder].join(":"), name]);
    },
  },
};

/** Names that hold between them every character that some language escapes. */
const names: readonly string[] = [
  range(0x01, 0x7f),
  range(0x80, 0xff),
  range(0x2000, 0x206f),
  `$HOME \${x} $(x) %s \\n \\u0041 \\U00000041 {0} // /* #{x} \u{e0001}\ufeff\u{1f469}\u200d\u{1f4bb}`,
];

function range(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) =>
    String.fromCodePoint(first + index),
  ).join("");
}

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 4 };
const changed = { hotspot_session_migration_enable: false, hotspot_exit_session_num: 7 };

/** Where the code runs, what it calls, and how it is run: what it prints is the result. */
interface Surroundings {
  readonly folder: string;
  readonly installed: readonly string[];
  readonly client: HotspotClient;
  readonly service: { readonly url: string; readonly recorded: readonly RecordedRequest[] };
  readonly execute: (program: string, args: readonly string[]) => Promise<string>;
}

/** Builds and runs the console's code for every operation, and checks what it did. */
export async function runSamples(
  language: string,
  { folder, installed, client, service, execute }: Surroundings,
): Promise<void> {
  const found = languages[language];
  if (found === undefined) return;
  const { id: configId } = await client.configs.create(settings);
  const { projectId } = client;
  const place = { baseUrl: service.url, auth: "access-key", projectId, configId } as const;
  const users = names.map((user_name, index) => ({ user_id: `u${index}`, user_name }));
  const [, , user_name = ""] = names;
  const calls: readonly SampleCall[] = [
    {
      ...place,
      operation: "CreateHotspotSessionConfig",
      body: { ...settings, non_migrate_users: [{ user_name }] },
    },
    { ...place, operation: "ListHotspotSessionConfig", query: { offset: 0, limit: 7 } },
    { ...place, operation: "UpdateHotspotSessionConfig", body: changed },
    {
      ...place,
      operation: "UpdateNonMigrationUsers",
      body: { update_type: "ADD", non_migrate_users: users },
    },
    { ...place, operation: "ListNonMigrationUsers", query: { user_name, offset: 0, limit: 7 } },
  ];
  const { write } = codeSamples[found.kind];
  const sources = Object.fromEntries(calls.map((call) => [call.operation, write(call)]));
  const before = service.recorded.length;
  const printed: string[] = [];
  for (const [program, ...args] of await found.build(folder, installed, sources)) {
    printed.push(await execute(program, args));
  }
  equal(
    printed.map((text) => text.includes(configId)),
    [false, true, true, false, false],
  );
  const queries = service.recorded
    .slice(before)
    .map(({ target }) => Object.fromEntries(new URL(target, service.url).searchParams));
  const page = { offset: "0", limit: "7" };
  equal(queries, [{}, page, {}, {}, { user_name, ...page }]);
  const { items } = await client.configs.list({ limit: 100 });
  equal(items.at(-1)?.non_migrate_users, [{ user_name }]);
  const updated = items.find(({ id }) => id === configId);
  equal(updated, { ...updated, ...changed, non_migrate_users: users });
}

function equal(actual: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(actual, wanted)) {
    throw new Error(`${JSON.stringify(actual)} in place of ${JSON.stringify(wanted)}`);
  }
}
