import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createHotspotClient, type UserInfo } from "@hotspot-session/client";

import type { Service } from "../service.ts";

const clientOf = ({ directUrl, projectId, token }: Service) =>
  createHotspotClient({ baseUrl: directUrl, projectId, token });

/** The id of a new configuration that exempts these users. */
export async function configWith(service: Service, users: readonly UserInfo[] = []) {
  const { configs, nonMigrationUsers } = clientOf(service);
  const { id } = await configs.create({
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 2,
  });
  await nonMigrationUsers.add(id, users);
  return id;
}

/** All users whom the configuration exempts. */
export async function usersIn(service: Service, config: string): Promise<UserInfo[]> {
  return clientOf(service).nonMigrationUsers.iterate(config).all({ max: 10_000 });
}

/** This number of users, each with an id and a name. */
export const manyUsers = (count: number): { user_id: string; user_name: string }[] =>
  Array.from({ length: count }, (_, n) => ({ user_id: `id-${n}`, user_name: `Name ${n}` }));

/** CSV with a header: the user with the number n is in line n + 2. */
export const csvOf = (users: readonly UserInfo[]) =>
  `user_id,user_name\n${users.map(({ user_id = "", user_name = "" }) => `${user_id},${user_name}\n`).join("")}`;

/** A folder for files of users. */
export async function startFolder() {
  const path = await mkdtemp(join(tmpdir(), "hotspot-users-"));
  return {
    path,
    /** @returns the path of a new file */
    async write(name: string, content: string | Buffer): Promise<string> {
      const file = join(path, name);
      await writeFile(file, content);
      return file;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}
