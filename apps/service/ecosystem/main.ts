import { isDeepStrictEqual } from "node:util";
import { mkdtemp, mkdtempDisposable, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createHotspotClient, HotspotError } from "@hotspot-session/client";

import { type GeneratedClient, generateClients, generatedClients, redocly } from "./generated.ts";
import { guideRunners } from "./guide.ts";
import { guideTests } from "./guide-tests.ts";
import { startKeystone } from "./keystone.ts";
import { testOn, versions } from "./postgres.ts";
import { runSamples } from "./samples.ts";
import { firstMissing, once, run, type Sdk, sdks, virtualEnvironment } from "./sdks.ts";
import { type RecordedRequest, startService } from "./service.ts";

// The service as its users call it: by the official SDKs of Huawei Cloud, with tokens of a real
// Keystone, and on each version of PostgreSQL. `pnpm ecosystem` runs it; it ends with 1 if any failed. What a machine lacks is left out.
//
//   node ecosystem/main.ts [--record FILE] [NAME…]

const { record, names } = readArguments(process.argv.slice(2));
const recordings: Record<string, readonly RecordedRequest[]> = {};

/** For recordings, which are published. */
const exampleKey = {
  accessKey: "EXAMPLEACCESSKEY",
  secretKey: "example-secret-key",
  securityToken: undefined,
};
const securityToken = "example-security-token";

const odd = `~*'()!+ 100%/&=?#"\\ 测试🙂`;
const refusal = (status: number, message: string) => [status, `WKS.00000${status}`, message, true];

/** What every SDK must have been answered. */
const expected = {
  listed: true,
  updated: [false, 7],
  filtered: [1, [odd]],
  added: [2, [odd, "Ωmega"]],
  left: [1, ["Ωmega"]],
  errors: [
    refusal(400, "limit: must be <= 100"),
    refusal(
      401,
      "Authorization: the access key is unknown, revoked or expired, or the signature does not match",
    ),
    refusal(403, "project_id: these credentials belong to another project"),
    refusal(404, "config_id: no such configuration in this project"),
    ...[405, 500, 503].map((status) => refusal(status, `answered ${status}`)),
  ],
};

for (const sdk of sdks) {
  await report(`SDK for ${sdk.name}`, sdk.version, async () => callBySdk(sdk));
}
for (const client of generatedClients) {
  await report(`generated, ${client.name}`, redocly.version, async () => callByGenerated(client));
}
await report("Keystone", "30.0.0", callByKeystone);
for (const version of versions) await report("PostgreSQL", version, () => testOn(version));
if (record !== undefined) {
  await writeFile(record, `${JSON.stringify(recordings, undefined, 2)}\n`);
}

/** Prints a row. */
async function report(name: string, version: string, work: () => Promise<string>): Promise<void> {
  const row = `${name} ${version}`;
  if (names.length > 0 && !names.some((part) => row.includes(part))) return;
  let result: string;
  try {
    result = await work();
  } catch (error) {
    process.exitCode = 1;
    result = `FAILED\n${error instanceof Error ? error.message : String(error)}`;
  }
  process.stdout.write(`${name.padEnd(20)}  ${version.padEnd(14)}  ${result}\n`);
}

async function callBySdk(sdk: Sdk): Promise<string> {
  const { name, version, needs, install } = sdk;
  const found = await once(`${name} ${version}`, needs, install);
  if ("missing" in found) return `left out: ${found.missing} is not on this machine`;
  const [program = "", ...args] = found.installed;
  // Two of them write logs into the home directory.
  const home = await mkdtemp(join(tmpdir(), "hotspot-home-"));
  const fromGuide = await mkdtemp(join(tmpdir(), "hotspot-guide-"));
  try {
    for (const isTemporary of [false, true]) {
      await using service = await startService();
      const projectId = "a4da8115c9d8464ead3a38309130523f";
      const secrets = isTemporary ? { ...exampleKey, securityToken } : exampleKey;
      await service.addAccessKey(projectId, secrets);
      const env = {
        PATH: process.env["PATH"],
        HOME: home,
        LANG: "C.UTF-8",
        PYTHONUTF8: "1",
        HOTSPOT_URL: service.url,
        HOTSPOT_PROJECT_ID: projectId,
        HOTSPOT_ACCESS_KEY: secrets.accessKey,
        HOTSPOT_SECRET_KEY: secrets.secretKey,
        HOTSPOT_SECURITY_TOKEN: secrets.securityToken,
        HOTSPOT_ODD_NAME: odd,
      };
      const options = { timeout: 120_000, cwd: home, env };
      const answered: unknown = JSON.parse(lastLine(await run(program, args, options)));
      if (!isDeepStrictEqual(answered, expected)) {
        throw new Error(`${JSON.stringify(answered)}\nin place of\n${JSON.stringify(expected)}`);
      }
      if (!isTemporary) {
        const [migrated = "", ...words] =
          (await guideRunners[name]?.(fromGuide, found.installed)) ?? [];
        equal(lastLine(await run(migrated, words, options)), "1");
        await guideTests[name]?.(found.installed, home);
      }
      const folder = await mkdtemp(join(home, "samples-"));
      await runSamples(name, {
        folder,
        installed: found.installed,
        client: createHotspotClient({
          baseUrl: service.url,
          projectId,
          auth: secrets,
        }),
        service,
        execute: async (one, words) => (await run(one, words, options)).stdout,
      });
      // Those before the errors, of which some have wrong signatures.
      const kind = isTemporary ? "temporary" : "permanent";
      recordings[`${name} ${version}, ${kind} key`] = service.recorded.slice(
        0,
        isTemporary ? 2 : 7,
      );
    }
  } finally {
    await Promise.all([home, fromGuide].map(async (folder) => rm(folder, { recursive: true })));
  }
  return "5 operations and 7 errors, with a permanent and a temporary key; the guides' code and the console's";
}

function lastLine({ stdout }: { readonly stdout: string }): string {
  return stdout.trim().split("\n").at(-1) ?? "";
}

async function callByGenerated({ needs, build }: GeneratedClient): Promise<string> {
  const missing = await firstMissing(needs);
  if (missing !== undefined) return `left out: ${missing} is not on this machine`;
  await using folder = await mkdtempDisposable(join(tmpdir(), "hotspot-generated-"));
  await using service = await startService();
  const projectId = "a4da8115c9d8464ead3a38309130523f";
  const token = await service.addToken(projectId);
  const { configs } = createHotspotClient({ baseUrl: service.url, projectId, token });
  await configs.create({ hotspot_session_migration_enable: true, hotspot_exit_session_num: 4 });
  await generateClients(folder.path);
  const [program, ...args] = await build(folder.path);
  const env = {
    PATH: process.env["PATH"],
    HOTSPOT_URL: service.url,
    HOTSPOT_PROJECT_ID: projectId,
    HOTSPOT_TOKEN: token,
  };
  equal(lastLine(await run(program, args, { timeout: 120_000, cwd: folder.path, env })), "1");
  return "the guide's program, with a client that Redocly CLI generated";
}

async function callByKeystone(): Promise<string> {
  const found = await once("keystone 30.0.0", ["python3"], (folder) =>
    virtualEnvironment(folder, "keystone==30.0.0"),
  );
  if ("missing" in found) return `left out: ${found.missing} is not on this machine`;
  await using keystone = await startKeystone(found.installed);
  const { url, auth } = keystone;
  const roles = { adminRoles: ["member"], readerRoles: ["reader"], keepFor: 1000 };
  await using service = await startService({ url, auth, ...roles });

  const member = await keystone.tokenOf("member");
  const { configs, nonMigrationUsers } = createHotspotClient({ baseUrl: service.url, ...member });
  const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 4 };
  const { id } = await configs.create({ ...settings, non_migrate_users: [{ user_name: odd }] });
  equal((await configs.list()).items.length, 1);
  await configs.update(id, { ...settings, hotspot_exit_session_num: 7 });
  await nonMigrationUsers.add(id, [{ user_id: "u1" }]);
  equal((await nonMigrationUsers.list(id, { user_name: odd })).total_count, 1);

  const reader = await keystone.tokenOf("reader");
  const reading = createHotspotClient({ baseUrl: service.url, ...reader });
  equal((await reading.configs.list()).items, []);
  equal(await statusOf(reading.configs.create(settings)), 403);
  const elsewhere = createHotspotClient({
    ...reader,
    baseUrl: service.url,
    projectId: member.projectId,
  });
  equal(await statusOf(elsewhere.configs.list()), 403);
  const unknown = createHotspotClient({ ...reader, baseUrl: service.url, token: "gAAAAABunknown" });
  equal(await statusOf(unknown.configs.list()), 401);
  return "5 operations with a token of a user, and what a reader may not do";
}

async function statusOf(call: Promise<unknown>): Promise<number | undefined> {
  return call.then(
    () => 200,
    (error: unknown) => (error instanceof HotspotError ? error.status : undefined),
  );
}

function equal(actual: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(actual, wanted)) {
    throw new Error(`${JSON.stringify(actual)} in place of ${JSON.stringify(wanted)}`);
  }
}

function readArguments(words: readonly string[]) {
  const at = words.indexOf("--record");
  if (at < 0) return { record: undefined, names: words };
  return { record: words[at + 1], names: words.toSpliced(at, 2) };
}
