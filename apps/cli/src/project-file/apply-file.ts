import { syncCounts } from "@hotspot-session/client/sync";

import { type ChangeBounds, checkBounds } from "../bulk/change-bounds.ts";
import { standardInput } from "../bulk/user-list.ts";
import { failWhereStopped } from "../bulk/interruptible.ts";
import { counted, grouped } from "../bulk/progress.ts";
import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure, readAgain } from "../failure.ts";
import { checkCanAsk, isAgreed } from "../prompt.ts";
import { UsageError } from "../usage-error.ts";
import { applyPlans } from "./apply.ts";
import { compareProject, type ProjectPlan } from "./compare.ts";
import { type LoadedProject, loadProject } from "./load.ts";
import { changesOf, lineOf, planShape } from "./plan-shape.ts";

/** What a command line says of applying a file. */
export interface ApplyOptions extends ChangeBounds {
  readonly file: string;
  readonly check?: boolean;
  readonly dryRun?: boolean;
  readonly pruneUsers?: boolean;
}

const doing = "apply the file";

/** Makes the configurations of a project those of a file, if the user agrees. */
export async function applyFile(context: Context, options: ApplyOptions): Promise<ExitCode> {
  const { file: path, check, dryRun, pruneUsers, yes } = options;
  if (options.maxRemovals !== undefined && !pruneUsers) {
    throw new UsageError("--max-removals is about --prune-users, which is not given");
  }
  const isChanging = !check && !dryRun;
  if (isChanging && !yes) checkCanAsk(context, path === standardInput ? "file" : undefined);
  const others = { others: pruneUsers ? "remove" : "keep" } as const;
  const project = await loadProject(context, path, doing, others);
  // Where --check is given, the code for usage says that the service differs.
  if (typeof project === "number") return check ? exitCode.failed : project;
  if (isChanging && project.configs.some(({ id }) => id === undefined)) {
    await project.file.checkWritable();
  }
  return failWhereStopped(() => compareAndApply(context, project, options));
}

async function compareAndApply(
  context: Context,
  project: LoadedProject,
  options: ApplyOptions,
): Promise<ExitCode> {
  const { say, signal } = context;
  const { name, configs } = project;
  const client = await context.client();
  const plan = await compareProject(client, configs, signal);
  checkMissing(plan);
  const { plans, unnamed } = plan;
  if (unnamed.length > 0) {
    say(`Note: ${name} does not have ${listed(unnamed)}, which stay as they are.`);
  }
  if (plans.length > 0 || context.output.format !== "table") {
    await context.output.list(planShape, changesOf(plans));
  }
  if (plans.length === 0) {
    say(`The project is what ${name} says: ${counted(configs.length, "configuration")}.`);
    return exitCode.done;
  }
  if (options.check || options.dryRun) {
    say(`${counted(plans.length, "configuration")} would be changed. Nothing was changed.`);
    return options.check ? exitCode.differs : exitCode.done;
  }
  checkBounds(
    plans.map(({ sync }) => syncCounts(sync)),
    options,
  );
  if (!options.yes && !(await isAgreed(context))) return exitCode.failed;
  const ended = await applyPlans({ context, client, file: project.file }, plans, doing);
  if (ended !== undefined) return ended;

  const left = await readAgain("the project", compareProject(client, configs, signal));
  if (left.plans.length + left.missing.length === 0) {
    say(`The project is now what ${name} says: ${counted(configs.length, "configuration")}.`);
    return exitCode.done;
  }
  const changes = [...changesOf(left.plans)];
  for (const change of changes.slice(0, named)) say(`  ${lineOf(change)}`);
  throw new Failure(
    exitCode.failed,
    `all changes were made, and another program changed the project during that time: ${counted(changes.length + left.missing.length, "change")} to make. Run it again.`,
  );
}

function checkMissing({ missing }: ProjectPlan): void {
  if (missing.length === 0) return;
  const list = listed(missing.map(({ id, place }) => `${id} (${place})`));
  throw new Failure(
    exitCode.notFound,
    `the project has no configuration ${list}. Nothing was changed. Without an id, it would be created.`,
  );
}

/** How many configurations or changes a message names. */
const named = 7;

function listed(names: readonly string[]): string {
  const more = names.length > named ? ` and ${grouped(names.length - named)} more` : "";
  return names.slice(0, named).join(", ") + more;
}
