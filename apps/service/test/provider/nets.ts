import { generatedRequests } from "./nets/generated-requests.ts";
import { verifiedCalls } from "./nets/verified-calls.ts";
import { workflows } from "./nets/workflows.ts";
import type { Target } from "./target.ts";

/**
 * What holds a running service to the contract, in three ways. Each looks for what the others
 * cannot see: the first as a client does, the second for what things mean, the third everywhere.
 */
export const nets = {
  /** Calls of the client, through Prism's validating proxy. */
  "verified calls": eachBy(verifiedCalls),
  /** The flows of the Arazzo document, run by Redocly. */
  workflows,
  /** Requests generated from the contract, right and wrong, and their answers held against it. */
  "generated requests": eachBy((target) => generatedRequests(target)),
} satisfies Readonly<Record<string, (targets: readonly Target[]) => Promise<Findings[]>>>;

export type Net = keyof typeof nets;

/** What a net found wrong with a service; nothing where it is right. */
export type Findings = readonly string[];

/** What each of these nets finds wrong with a service. */
export type FindingsBy = Partial<Readonly<Record<Net, Findings>>>;

/** What the nets that are wanted of each service find wrong with it. */
export async function findingsOf(
  targets: readonly Target[],
  wanted: (index: number) => readonly Net[],
): Promise<readonly FindingsBy[]> {
  const found = targets.map((): Partial<Record<Net, Findings>> => ({}));
  const thrown = Object.entries(nets).map(async ([name, net]) => {
    const own = [...targets.entries()].filter(([index]) => wanted(index).includes(name as Net));
    const findings = own.length === 0 ? [] : await net(own.map(([, target]) => target));
    for (const [at, [index]] of own.entries()) {
      Object.assign(found[index] ?? {}, { [name]: findings[at] ?? [] });
    }
  });
  await Promise.all(thrown);
  return found;
}

function eachBy(net: (target: Target) => Promise<Findings>) {
  return async (targets: readonly Target[]): Promise<Findings[]> => {
    const found: Findings[] = [];
    for (const target of targets) found.push(await net(target));
    return found;
  };
}
