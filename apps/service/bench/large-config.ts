import { addUsers, createConfig } from "./api.ts";
import type { Bench } from "./bench.ts";
import type { Server } from "./servers.ts";

/** A service with one large config, and what it took to get there. */
export interface LargeConfig {
  readonly service: Server;
  readonly configId: string;
  /** Of another config, of one user. */
  readonly smallConfigId: string;
  readonly users: number;
  readonly usersPerSecond: number;
  /** In MiB, before and after loading. */
  readonly memory: { readonly idle: number; readonly loaded: number };
}

let loading: Promise<LargeConfig> | undefined;

/** Loads it through the API the first time that a row asks; the rows after that share it. */
export const largeConfig = (bench: Bench): Promise<LargeConfig> => (loading ??= load(bench));

/** Ends its service, if there is one. */
export async function closeLargeConfig(): Promise<void> {
  const loaded = await loading?.catch(() => undefined);
  await loaded?.service[Symbol.asyncDispose]();
}

async function load(bench: Bench): Promise<LargeConfig> {
  const service = await bench.service();
  const small = await createConfig(service, [{ user_name: "night-batch" }]);
  const large = await createConfig(service);
  const idle = await service.memory();
  const begin = performance.now();
  const step = Math.max(1000, Math.round(bench.users / 5000) * 1000);
  await addUsers(service, large.id, bench.users, (added) => {
    if (added % step !== 0) return;
    const seconds = Math.round((performance.now() - begin) / 1000);
    bench.say(`loaded ${added.toLocaleString("en")} users in ${seconds} s`);
  });
  const usersPerSecond = bench.users / ((performance.now() - begin) / 1000);
  const loaded = await service.memory();
  return {
    service,
    configId: large.id,
    smallConfigId: small.id,
    users: bench.users,
    usersPerSecond,
    memory: { idle, loaded },
  };
}
