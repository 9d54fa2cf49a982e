import { setTimeout as pause } from "node:timers/promises";

import { type Sender, sender } from "../sender.ts";
import { type Group, type Ledger, newGroup, settingsOf } from "./ledger.ts";

/** The service under storm, as its clients see it: one instance or several. */
export interface Target {
  readonly addresses: readonly [string, ...string[]];
  readonly configs: string;
  readonly token: string;
}

const clients = 20;
const below = (limit: number) => Math.floor(Math.random() * limit);

/** The outcome of a write that failed is unknown: it may have been stored. */
class UnknownOutcome extends Error {}

/** Sends JSON and returns the answer's body; throws for anything but 200 and 503. */
async function write(
  client: Sender,
  { token }: Target,
  method: string,
  path: string,
  body: object,
) {
  const headers = { "x-auth-token": token, "content-type": "application/json" };
  const answer = await client.send({ method, path, headers, body: JSON.stringify(body) });
  if (answer.status === 500) throw new UnknownOutcome(`${method} ${path} was answered with 500`);
  if (answer.status !== 200 && answer.status !== 503) {
    throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.text}`);
  }
  return { done: answer.status === 200, body: answer.body };
}

/**
 * Twenty clients write, each one request after the other, until the service, or what it rests on, is
 * gone.
 *
 * @param shared configurations that all of them add users to
 * @param kill called once that many writes were answered, and a moment later
 * @param mayReset whether it may reset connections then
 */
export async function storm(
  target: Target,
  ledger: Ledger,
  shared: readonly string[],
  killAfter: number,
  kill: () => void,
  mayReset: boolean,
): Promise<void> {
  const service = { isKilled: false };

  async function answered(): Promise<void> {
    ledger.answered += 1;
    if (ledger.answered !== killAfter) return;
    await pause(Math.random() * 4);
    service.isKilled = true;
    kill();
  }

  async function run(index: number): Promise<void> {
    const { addresses } = target;
    using client = sender(addresses[index % addresses.length] ?? addresses[0]);
    const own = await create(client);
    const added: { path: string; group: Group; users: object[] }[] = [];
    while (!service.isKilled) {
      const dice = below(10);
      const removable = dice < 2 ? added.pop() : undefined;
      if (removable !== undefined) await remove(client, removable);
      else if (dice < 4) await setTo(client, own);
      else if (dice < 5) await create(client);
      else {
        const path = `${target.configs}/${shared[below(shared.length)]}/non-migration-users`;
        const { group, users } = newGroup(1 + below(dice === 9 ? 200 : 10));
        added.push({ path, group, users });
        await add(client, path, group, users);
      }
    }
  }

  async function create(client: Sender): Promise<string> {
    const { group, users } = newGroup(1 + below(30));
    ledger.groups.push(group);
    group.expected = "all or none";
    const config = { ...settingsOf(0), non_migrate_users: users };
    const { done, body } = await write(client, target, "POST", target.configs, config);
    if (!done) {
      group.expected = "none";
      // Told to come back later, and it will not be there.
      return service.isKilled ? "" : create(client);
    }
    group.expected = "all";
    ledger.settings.set(body.id, { answered: 0, pending: undefined });
    await answered();
    return body.id;
  }

  async function setTo(client: Sender, id: string): Promise<void> {
    const sent = ledger.settings.get(id) ?? { answered: 0, pending: undefined };
    const number = below(101);
    sent.pending = number;
    const path = `${target.configs}/${id}`;
    const { done } = await write(client, target, "PATCH", path, settingsOf(number));
    sent.pending = undefined;
    if (!done) return;
    sent.answered = number;
    await answered();
  }

  async function add(client: Sender, path: string, group: Group, users: object[]): Promise<void> {
    ledger.groups.push(group);
    group.expected = "all or none";
    const change = { update_type: "ADD", non_migrate_users: users };
    const { done } = await write(client, target, "PATCH", path, change);
    group.expected = done ? "all" : "none";
    if (done) await answered();
  }

  async function remove(
    client: Sender,
    { path, group, users }: { path: string; group: Group; users: object[] },
  ): Promise<void> {
    const before = group.expected;
    group.expected = "all or none";
    const change = { update_type: "DELETE", non_migrate_users: users };
    const { done } = await write(client, target, "PATCH", path, change);
    group.expected = done ? "none" : before;
    if (done) await answered();
  }

  async function untilGone(index: number): Promise<void> {
    try {
      await run(index);
    } catch (error) {
      if (error instanceof UnknownOutcome && service.isKilled) return;
      // What a service that is gone leaves its clients with; anything else is a finding.
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      const left = mayReset ? ["ECONNRESET", "ECONNREFUSED", "EPIPE"] : ["ECONNREFUSED"];
      if (!left.includes(code)) throw error;
      if (!service.isKilled)
        throw new Error("the service was gone before it was killed", { cause: error });
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, index) => untilGone(index)));
}
