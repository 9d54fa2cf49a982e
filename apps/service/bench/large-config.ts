import { setTimeout as wait } from "node:timers/promises";

import { clientOf, createConfigs, usersUpTo } from "./project.ts";
import type { Server } from "./server.ts";

export type LargeConfig = Awaited<ReturnType<typeof loadLargeConfig>>;

/** Loads one large configuration through the API, and says what memory the service has before and after. */
export async function loadLargeConfig(service: Server, users: number) {
  const [smallId = "", largeId = ""] = await createConfigs(service, 2);
  await wait(2000);
  const idle = service.memory();
  await clientOf(service).nonMigrationUsers.add(largeId, usersUpTo(users - 1));
  await wait(2000);
  return { service, smallId, largeId, users, idle, loaded: service.memory() };
}
