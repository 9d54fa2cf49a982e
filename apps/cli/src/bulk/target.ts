import {
  type SyncTarget,
  syncTargetOf,
  type SyncTargetOptions,
} from "@hotspot-session/client/sync";

import type { Context } from "../context.ts";
import type { ExitCode } from "../exit-code.ts";
import { reportProblems, reportRepeats } from "./report.ts";
import type { GivenList } from "./user-list.ts";

/**
 * The users that a configuration must have by a list.
 *
 * @returns the exit code where the list is wrong, which was reported
 */
export function targetOf(
  context: Context,
  list: GivenList,
  doing: string,
  options?: SyncTargetOptions,
): SyncTarget | ExitCode {
  if (list.wrong > 0) return reportProblems(context, list, doing);
  const target = syncTargetOf(list, options);
  const { contradictions, repeated } = target;
  if (contradictions.length > 0) {
    const wrong = { ...list, wrong: contradictions.length, problems: contradictions.slice(0, 20) };
    return reportProblems(context, wrong, doing);
  }
  reportRepeats(context, list, repeated);
  return target;
}
