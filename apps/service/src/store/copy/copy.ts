import { createHash } from "node:crypto";

import type { Counts, Item, Source, Target } from "./contents.ts";

export interface Copied extends Counts {
  /** SHA-256 of the contents, the same on both sides, in hexadecimal digits. */
  readonly checksum: string;
}

/**
 * Copies everything from one store to another, reads it there again, and commits it if it is the same.
 *
 * @param progress called after each part with the number of users so far
 */
export async function copy(
  source: Source,
  target: Target,
  progress: (users: number) => void = () => undefined,
): Promise<Copied> {
  let users = 0;
  const sent = digest();
  for await (const item of source.contents()) {
    sent.add(item);
    await target.write(item);
    if (!("users" in item)) continue;
    users += item.users.length;
    progress(users);
  }
  await target.finish();
  const stored = digest();
  for await (const item of target.contents()) stored.add(item);
  const [there, here] = [stored.result(), sent.result()];
  if (there.checksum !== here.checksum) {
    throw new Error(`the copy is not the same: ${JSON.stringify({ here, there })}`);
  }
  await target.commit();
  return there;
}

function digest() {
  const hash = createHash("sha256");
  let [tokens, configs, users] = [0, 0, 0];
  return {
    add(item: Item): void {
      hash.update(`${JSON.stringify(item)}\n`);
      if ("table" in item) tokens += Number(item.table === "tokens");
      else if ("config" in item) configs += 1;
      else if ("users" in item) users += item.users.length;
    },
    result: (): Copied => ({ tokens, configs, users, checksum: hash.digest("hex") }),
  };
}
