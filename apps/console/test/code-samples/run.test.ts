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
  baseUrl = service.api;
  folder = await mkdtemp(join(tmpdir(), "hotspot-samples-"));
  owned.defer(async () => rm(folder, { recursive: true }));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await symlink(packages, join(folder, "node_modules"));
});
afterAll(async () => owned.disposeAsync());

/** Runs the code of a call, and answers what it printed. */
type Runner = (code: string) => Promise<string>;

const environment = () => ({
  PATH: [programs, process.env["PATH"]].join(delimiter),
  HOME: folder,
  HOTSPOT_TOKEN: service.token,
  HOTSPOT_OUTPUT: "json",
});

const shell: Runner = async (code) =>
  (await run("sh", ["-c", code], { env: environment() })).stdout;

const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

const runners: Readonly<Record<"curl" | "hotspot" | "typescript", Runner>> = {
  /** Where curl is missing, the shell takes its line apart, and what it would send is sent from here. */
  async curl(code) {
    if (hasCurl) return shell(code);
    const words = await shell(`curl() { printf '%s\\0' "$@"; }\n${code}`);
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
  },
  hotspot: shell,
  async typescript(code) {
    const file = join(folder, "sample.ts");
    await writeFile(file, code);
    return (await run(process.execPath, [file], { env: environment() })).stdout;
  },
};

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
    const make = (call: SampleCall) => runners[kind](codeSamples[kind].write(call));
    const place = { baseUrl: `${baseUrl}/`, projectId, auth: "token" } as const;
    const known = (await configs.list({ limit: 100 })).items.length;
    const first: UserInfo[] = [{ user_id: "u=1", user_name: odd }, { user_name: "-n" }];

    await make({
      ...place,
      operation: "CreateHotspotSessionConfig",
      body: { ...settings, non_migrate_users: first },
    });
    const page = { offset: known, limit: 100 };
    const { items } = await configs.list(page);
    const [{ id: configId } = { id: "" }] = items;
    expect(items).toMatchObject([{ ...settings, non_migrate_users: first }]);

    const listed = await make({ ...place, operation: "ListHotspotSessionConfig", query: page });
    expect(listed).toContain(configId);

    const changed = { hotspot_session_migration_enable: false, hotspot_exit_session_num: 0 };
    await make({ ...place, configId, operation: "UpdateHotspotSessionConfig", body: changed });
    expect((await configs.list(page)).items).toMatchObject([changed]);

    const change = async (update_type: "ADD" | "DELETE", ...non_migrate_users: UserInfo[]) => {
      const body = { update_type, non_migrate_users };
      await make({ ...place, configId, operation: "UpdateNonMigrationUsers", body });
      return (await nonMigrationUsers.list(configId)).non_migrate_users;
    };
    const more = [{ user_name: `O'Brien "x"` }, { user_id: "-2", user_name: "*" }];
    expect(await change("ADD", ...more)).toEqual([...first, ...more]);
    expect(await change("DELETE", ...first)).toEqual(more);

    const found = await make({
      ...place,
      configId,
      operation: "ListNonMigrationUsers",
      query: { user_name: "o'b", offset: 0, limit: 5 },
    });
    expect(found).toContain("O'Brien");
    expect(found).not.toContain("-2");
  });
});
