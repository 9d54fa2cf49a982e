import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parseArgs, promisify } from "node:util";

import { createHotspotClient, type UserInfo } from "@hotspot-session/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { codeSamples, type SampleAuth, type SampleCall } from "../../src/code-samples/index.ts";
import { startService } from "../service.ts";

const run = promisify(execFile);
const packages = join(import.meta.dirname, "../../node_modules");
/** Of the whole repository, which has all of its programs. */
const programs = join(import.meta.dirname, "../../../../node_modules/.bin");
const odd = `~*'()!+ 100%/&=?#"\\ 测试🙂\u200b\u202e\n\t$HOME \`id\` \\u0041 END`;
const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 4 };

const owned = new AsyncDisposableStack();
let service: Awaited<ReturnType<typeof startService>>;
let baseUrl: string;
let folder: string;
beforeAll(async () => {
  service = owned.use(await startService());
  baseUrl = service.url;
  folder = await mkdtemp(join(tmpdir(), "hotspot-samples-"));
  owned.defer(async () => rm(folder, { recursive: true }));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await symlink(packages, join(folder, "node_modules"));
});
afterAll(async () => owned.disposeAsync());

/** Runs the code of one call after the other, and returns what each printed. */
type Runner = (codes: readonly string[]) => Promise<readonly string[]>;

/** What separates them: no sample prints it. */
const separator = "\0\0";

const environment = () => ({
  PATH: [programs, process.env["PATH"]].join(delimiter),
  HOME: folder,
  HOTSPOT_TOKEN: service.token,
  HOTSPOT_OUTPUT: "json",
});

const runShell = async (code: string) =>
  (await run("sh", ["-ec", code], { env: environment() })).stdout;

const shell: Runner = async (codes) => {
  const code = codes.join(`\nprintf '\\0\\0'\n`);
  return (await runShell(code)).split(separator);
};

const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

const runners: Readonly<Record<"curl" | "hotspot" | "typescript", Runner>> = {
  /** Where curl is missing, the shell takes its line apart, and what it would send is sent from here. */
  async curl(codes) {
    if (hasCurl) return shell(codes);
    const printed: string[] = [];
    for (const code of codes) printed.push(await sendAsCurl(code));
    return printed;
  },
  hotspot: shell,
  async typescript(codes) {
    const files = codes.map((_, index) => `./sample-${index}.ts`);
    await Promise.all(
      files.map((file, index) => writeFile(join(folder, file), codes[index] ?? "")),
    );
    const main = join(folder, "main.ts");
    const imports = files.map((file) => `await import("${file}");`);
    await writeFile(main, imports.join(`\nprocess.stdout.write("\\0\\0");\n`));
    return (await run(process.execPath, [main], { env: environment() })).stdout.split(separator);
  },
};

/** Has the shell take the line of curl apart, and sends what it says. */
async function sendAsCurl(code: string): Promise<string> {
  const words = await runShell(`curl() { printf '%s\\0' "$@"; }\n${code}`);
  const { values, positionals } = parseArgs({
    args: words.split("\0").slice(0, -1),
    allowPositionals: true,
    options: {
      "fail-with-body": { type: "boolean" },
      request: { type: "string" },
      header: { type: "string", multiple: true },
      data: { type: "string" },
    },
  });
  const { data, header = [], request = data === undefined ? "GET" : "POST" } = values;
  const headers = new Headers();
  for (const line of header) headers.set(...pair(line));
  const response = await fetch(positionals[0] ?? "", {
    method: request,
    headers,
    ...(data !== undefined && { body: data }),
  });
  expect(response.status).toBe(200);
  return response.text();
}

function pair(line: string): [string, string] {
  const [name = "", ...value] = line.split(": ");
  return [name, value.join(": ")];
}

/** A call of each operation. */
const callsOf = (auth: SampleAuth): readonly SampleCall[] => {
  const place = { baseUrl: "http://127.0.0.1:8080", projectId: "p", auth };
  const ofOne = { ...place, configId: "c" };
  const page = { offset: 0, limit: 1 };
  const users = [{ user_id: "u", user_name: odd }];
  return [
    { ...place, operation: "CreateHotspotSessionConfig", body: settings },
    { ...place, operation: "ListHotspotSessionConfig", query: page },
    { ...ofOne, operation: "UpdateHotspotSessionConfig", body: settings },
    { ...ofOne, operation: "ListNonMigrationUsers", query: { ...page, user_name: odd } },
    {
      ...ofOne,
      operation: "UpdateNonMigrationUsers",
      body: { update_type: "DELETE", non_migrate_users: users },
    },
  ];
};

describe("code in TypeScript", () => {
  it("compiles under strict rules, for every operation and both credentials", async () => {
    const calls = [...callsOf("token"), ...callsOf("access-key")];
    const files = calls.map((_, index) => join(folder, `strict-${index}.ts`));
    await Promise.all(
      calls.map(async (call, index) =>
        writeFile(files[index] ?? "", codeSamples.typescript.write(call)),
      ),
    );
    const rules =
      "--noEmit --strict --exactOptionalPropertyTypes --module nodenext --target es2023 --types node";
    const words = ["--ignoreConfig", "--skipLibCheck", ...rules.split(" "), ...files];
    const found = await run("tsc", words, { env: environment() }).catch(
      (error: { stdout?: string }) => error,
    );
    expect(found.stdout).toBe("");
  });
});

describe("code as hotspot", () => {
  const place = { baseUrl: "http://a", projectId: "p", configId: "c", auth: "token" } as const;

  it.each<[string, SampleCall]>([
    [
      "a page that the command would divide",
      { ...place, operation: "ListNonMigrationUsers", query: { limit: 101 } },
    ],
    [
      "a change without users",
      {
        ...place,
        operation: "UpdateNonMigrationUsers",
        body: { update_type: "ADD", non_migrate_users: [] },
      },
    ],
    [
      "an id that would be an option",
      { ...place, configId: "-c", operation: "UpdateHotspotSessionConfig", body: settings },
    ],
  ])("calls the API where no command says the same: %s", (_, call) => {
    expect(codeSamples.hotspot.write(call)).toMatch(/^hotspot api /);
  });

  it("uses words for few users in an order that words have", () => {
    const users = [{ user_name: "Ann Lee" }, { user_id: "u", user_name: "a=b" }];
    const write = (non_migrate_users: UserInfo[]) =>
      codeSamples.hotspot.write({
        ...place,
        operation: "UpdateNonMigrationUsers",
        body: { update_type: "DELETE", non_migrate_users },
      });
    expect(write(users)).toMatch(/^hotspot user remove c 'Ann Lee' --id u=a=b \\\n/);
    expect(write(users.toReversed())).toMatch(/^hotspot user remove c --file - --format ndjson /);
  });
});

describe.each(["curl", "hotspot", "typescript"] as const)("code as %s", (kind) => {
  it("does what the call does, for every operation and any text", async () => {
    const { projectId, token } = service;
    const { configs, nonMigrationUsers } = createHotspotClient({ baseUrl, projectId, token });
    const place = { baseUrl: `${baseUrl}/`, projectId, auth: "token" } as const;
    const make = (...calls: readonly SampleCall[]) =>
      runners[kind](calls.map((call) => codeSamples[kind].write(call)));
    const known = (await configs.list({ limit: 100 })).items.length;
    const page = { offset: known, limit: 100 };
    const first: UserInfo[] = [{ user_id: "u=1", user_name: odd }, { user_name: "-n" }];
    const body = { ...settings, non_migrate_users: first };

    const [, listed] = await make(
      { ...place, operation: "CreateHotspotSessionConfig", body },
      { ...place, operation: "ListHotspotSessionConfig", query: page },
    );
    const { items } = await configs.list(page);
    const [{ id: configId } = { id: "" }] = items;
    expect(items).toMatchObject([body]);
    expect(listed).toContain(configId);

    const changed = { hotspot_session_migration_enable: false, hotspot_exit_session_num: 0 };
    const more = [{ user_name: `O'Brien "x"` }, { user_id: "-2", user_name: "*" }];
    const ofOne = { ...place, configId };
    const users = (update_type: "ADD" | "DELETE", non_migrate_users: UserInfo[]): SampleCall => ({
      ...ofOne,
      operation: "UpdateNonMigrationUsers",
      body: { update_type, non_migrate_users },
    });
    const query = { user_name: "o'b", offset: 0, limit: 5 };
    const printed = await make(
      { ...ofOne, operation: "UpdateHotspotSessionConfig", body: changed },
      users("ADD", more),
      { ...ofOne, operation: "ListNonMigrationUsers", query },
      users("DELETE", first),
    );
    expect((await configs.list(page)).items).toMatchObject([changed]);
    expect(printed[2]).toContain("O'Brien");
    expect(printed[2]).not.toContain("-2");
    expect((await nonMigrationUsers.list(configId)).non_migrate_users).toEqual(more);
  });
});
