import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { exchange } from "../../conformity.ts";
import { environment } from "../../process/environment.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import type { Target } from "../target.ts";

const inSpec = (file: string) =>
  fileURLToPath(import.meta.resolve(`@hotspot-session/spec/${file}`));
const redocly = fileURLToPath(new URL("../../../node_modules/.bin/redocly", import.meta.url));
const document = inSpec("workflows.arazzo.yaml");

interface Report {
  readonly files: Readonly<Record<string, { readonly executedWorkflows: readonly Workflow[] }>>;
}
interface Workflow {
  readonly workflowId: string;
  readonly executedSteps: readonly Step[];
}
export interface Step {
  readonly stepId: string;
  readonly request?: { readonly method: string; readonly url: string };
  readonly response?: { readonly statusCode: number; readonly body?: unknown };
  readonly checks: readonly {
    readonly passed: boolean;
    readonly name: string;
    readonly message: string;
    readonly condition?: string;
  }[];
}

/** Runs the workflows against the services; what fails of them, by service. */
export async function workflows(targets: readonly Target[]): Promise<(readonly string[])[]> {
  const ran = await runWorkflows(targets);
  return ran.map((steps) =>
    steps.flatMap(({ workflow, step }) =>
      step.checks
        .filter(({ passed }) => !passed)
        .map(({ condition, message }) => {
          const found = `${workflow}/${step.stepId}: ${condition ?? message}`;
          return `${found}: ${answerOf(step)}`;
        }),
    ),
  );
}

/** What a step asked and how it was answered. */
function answerOf({ request, response }: Step): string {
  if (request === undefined || response === undefined) return "there was no answer";
  const text = response.body === undefined ? "" : JSON.stringify(response.body);
  const path = request.url.replace(/^https?:\/\/[^/]*/, "");
  return exchange(`${request.method} ${path}`, { status: response.statusCode, text });
}

/**
 * Runs the workflows against the services, with one run of `redocly respect` for them all.
 *
 * @returns the steps that were made, by service
 * @throws Error with what it says where a workflow was not run at all
 */
export async function runWorkflows(
  targets: readonly Target[],
): Promise<readonly (readonly { readonly workflow: string; readonly step: Step }[])[]> {
  using folder = temporaryFolder();
  const text = readFileSync(document, "utf8");
  const files = targets.map((_, index) => folder.file(`${index}.arazzo.yaml`));
  const texts = targets.map((target) => directedTo(text, target));
  await Promise.all(texts.map((own, index) => writeFile(files[index] ?? "", own)));
  const report = folder.file("report.json");
  const output = await respect([...files, "--json-output", report], targets[0]);
  const { files: reports } = JSON.parse(await readFile(report, "utf8")) as Report;
  return texts.map((sent, index) => {
    const expected = [...sent.matchAll(workflow)].map(([, id]) => id);
    const [, own] =
      Object.entries(reports).find(([name]) => name.endsWith(`/${index}.arazzo.yaml`)) ?? [];
    const ran = own?.executedWorkflows ?? [];
    if (String(ran.map(({ workflowId }) => workflowId)) !== String(expected)) {
      throw new Error(`redocly did not run ${String(expected)}:\n${output}`);
    }
    return ran.flatMap(({ workflowId, executedSteps }) =>
      executedSteps.map((step) => ({ workflow: workflowId, step })),
    );
  });
}

/** A flow of the document, and its name. */
const workflow = /^ {2}- workflowId: (\S+)\n(?: {4}.*\n|\n)*/gm;

/**
 * The document with the service's address in it, and with the steps that it is tried with: options of
 * `redocly` would be for all documents.
 */
function directedTo(text: string, target: Target): string {
  const { url, steps } = target;
  const chosen = steps === undefined ? text : withInputs(shortened(text, steps), target);
  return chosen
    .replace("url: openapi.yaml", `url: ${inSpec("openapi.yaml")}\n    x-serverUrl: ${url}`)
    .replaceAll("{$workflows.refusals.inputs.server}", url);
}

function shortened(text: string, { flow: only, last }: NonNullable<Target["steps"]>): string {
  const later = new RegExp(`(?<=^ {6}- stepId: ${last}\n(?: {8}.*\n)*) {6}- stepId:[^]*`, "m");
  return text.replaceAll(workflow, (flow, name) => (name === only ? flow.replace(later, "") : ""));
}

/** With the inputs in the text: for their schema `redocly` compiles the meta-schema in each document. */
function withInputs(text: string, { project, tokens }: Target): string {
  return text
    .replaceAll(/^ {4}inputs:\n.*\n/gm, "")
    .replaceAll("{$inputs.project_id}", `"${project}"`)
    .replaceAll("{$workflows.refusals.inputs.project_id}", project)
    .replaceAll("$inputs.project_id", project)
    .replaceAll("$inputs.token", String(tokens.admin))
    .replaceAll("$inputs.reader_token", String(tokens.reader));
}

/** Inputs go by the environment, where neither a file nor a list of processes shows the tokens. */
function respect(args: readonly string[], target: Target | undefined): Promise<string> {
  const inputs = {
    server: "given in the document",
    project_id: target?.project,
    token: target?.tokens.admin,
    reader_token: target?.tokens.reader,
  };
  return new Promise((resolve, reject) => {
    execFile(
      redocly,
      ["respect", ...args],
      {
        env: {
          ...environment,
          REDOCLY_CLI_RESPECT_INPUT: JSON.stringify(inputs),
          REDOCLY_TELEMETRY: "off",
          REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
        },
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        // 1 is that a check failed, which the report says.
        if (error !== null && error.code !== 1) reject(new Error(stderr, { cause: error }));
        else resolve(stdout + stderr);
      },
    );
  });
}
