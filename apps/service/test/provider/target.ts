import { readFile, writeFile } from "node:fs/promises";

import { hashToken, newToken } from "../../src/auth/token.ts";
import { type Location, parseLocation } from "../../src/store/location.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Role } from "../../src/store/store.ts";
import type { Caller } from "../hostile/order-of-checks.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A service that is up, with a project to work in and tokens for it. */
export interface Target {
  readonly url: string;
  readonly project: string;
  /** One for each of those who call, but for nobody. */
  readonly tokens: Readonly<Record<Caller, string | undefined>>;
  /** What of the Arazzo document it is tried with: a flow up to a step. Everything unless given. */
  readonly steps?: { readonly flow: string; readonly last: string } | undefined;
}

/** The project of the contract's examples. */
const project = "a4da8115c9d8464ead3a38309130523f";

/** The same for every service of this process: only their addresses differ. */
export const access = {
  project,
  tokens: {
    admin: newToken(),
    reader: newToken(),
    foreign: newToken(),
    expired: newToken(),
    nobody: undefined,
  },
} satisfies Omit<Target, "url">;

let database: Promise<Buffer> | undefined;

/** Makes the database of a service that is to be started, with a token for every caller. */
export async function seedDatabase(url: string): Promise<void> {
  const location = parseLocation(url);
  if (location.engine === "sqlite") {
    database ??= emptyDatabase();
    await writeFile(location.file, await database);
  } else await addTokens(location);
}

/** One with the tokens in it and nothing else. */
async function emptyDatabase(): Promise<Buffer> {
  using folder = temporaryFolder();
  const file = folder.file("hotspot.db");
  await addTokens({ engine: "sqlite", file });
  return await readFile(file);
}

async function addTokens(location: Location): Promise<void> {
  const { store } = await openStore(location);
  const { admin, reader, foreign, expired } = access.tokens;
  const add = (token: string, role: Role, projectId: string, expiresAt?: number) =>
    store.addToken(hashToken(token), { projectId, role, expiresAt });
  await add(admin, "admin", project);
  await add(reader, "reader", project);
  await add(foreign, "admin", "another-project");
  await add(expired, "admin", project, Date.now() - 1);
  await store.close();
}
