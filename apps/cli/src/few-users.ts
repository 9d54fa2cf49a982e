import type { UserInfo } from "@hotspot-session/client";

import type { Format } from "./bulk/format-names.ts";
import { fileInput } from "./bulk/input.ts";
import type { Context } from "./context.ts";
import { UsageError } from "./usage-error.ts";

/** How many users the API takes at once. */
const most = 1000;
/** How many wrong lines are told one by one. */
const told = 5;

/**
 * The users of a file, for one request.
 *
 * @throws UsageError that names the lines which are wrong, or says that they are too many
 */
export async function fewUsersOf(
  path: string,
  format: Format | undefined,
  context: Context,
): Promise<UserInfo[]> {
  await using input = await fileInput(path, format, context);
  const users: UserInfo[] = [];
  const problems: string[] = [];
  let wrong = 0;
  for await (const { rows } of input.read()) {
    for (const { line, user, problem } of rows) {
      // More of either would only fill the memory.
      if (problem !== undefined && ++wrong <= told) problems.push(`line ${line}: ${problem}`);
      if (user !== undefined && users.length <= most) users.push(user);
    }
  }
  if (wrong > 0) {
    const others = wrong > told ? [`and ${wrong - told} more`] : [];
    throw new UsageError(`${input.name}: ${[...problems, ...others].join("; ")}`);
  }
  if (users.length <= most) return users;
  throw new UsageError(
    `${input.name} has more than ${most} users, which is what a creation takes: create it without, and add them by hotspot user add`,
  );
}
