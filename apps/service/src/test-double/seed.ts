import { maxNonMigrateUsers, type UserInfo } from "@hotspot-session/types";

import type { Store } from "../store/store.ts";
import type { SeededConfig, SeedOptions } from "./test-service.ts";

/** Makes configurations with users: `user-1` is `User 1`, and so on. */
export async function seed(
  store: Pick<Store, "createConfig" | "updateUsers">,
  projectId: string,
  { configs = 1, usersEach = 0 }: SeedOptions,
): Promise<readonly SeededConfig[]> {
  for (const [name, number] of Object.entries({ configs, usersEach })) {
    if (!Number.isSafeInteger(number) || number < 0) {
      throw new RangeError(`${name} must be a whole number, 0 or more`);
    }
  }
  const users = Array.from({ length: usersEach }, (_, index): UserInfo => ({
    user_id: `user-${index + 1}`,
    user_name: `User ${index + 1}`,
  }));
  const made: SeededConfig[] = [];
  for (let count = 0; count < configs; count++) {
    const config = await store.createConfig(projectId, {
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 2,
      non_migrate_users: users.slice(0, maxNonMigrateUsers),
    });
    for (let at = maxNonMigrateUsers; at < users.length; at += maxNonMigrateUsers) {
      const non_migrate_users = users.slice(at, at + maxNonMigrateUsers);
      await store.updateUsers(projectId, config.id, { update_type: "ADD", non_migrate_users });
    }
    made.push({ ...config, non_migrate_users: users });
  }
  return made;
}
