import fc from "fast-check";
import { expect } from "vitest";

import { document, methods } from "../../../src/contract/document.ts";
import { type Operation, operations } from "../../../src/contract/operations.ts";
import { exampleBodies, operationOf } from "../../calls.ts";
import { exchange, expectConforming } from "../../conformity.ts";
import { type Generated, generatedRequest } from "../../hostile/generated-requests.ts";
import { type Caller, caller, statusOf } from "../../hostile/order-of-checks.ts";
import { type Outgoing, type Sender, sender } from "../../sender.ts";
import type { Answer } from "../../service.ts";
import type { Target } from "../target.ts";

/** Requests to an operation, and who makes them: the same ones for the same seed. */
const sampleOf = (operation: Operation, numRuns: number, seed: number) =>
  fc.sample(fc.tuple(generatedRequest(operation), caller), { numRuns, seed });

/** The reads come first, while there is little to read: what matters here is the form of an answer. */
const inOrder = operations.toSorted(
  (one, other) => Number(one.method !== "GET") - Number(other.method !== "GET"),
);

/** Enough for every kind of mistake, and the same at every run. */
const requests = inOrder.map((operation) => ({
  operation,
  generated: sampleOf(operation, operation.method === "GET" ? 150 : 40, 1),
}));

/** The net with other requests at each seed, as many of each operation. */
export function generatedBy(seed: number, numRuns: number) {
  const generated = inOrder.map((operation) => ({
    operation,
    generated: sampleOf(operation, numRuns, seed),
  }));
  return (target: Target) => generatedRequests(target, generated);
}

/**
 * Sends requests that are made from the contract, right and wrong, and holds every answer against
 * it: the status that its order of checks gives, headers and body as declared, nothing undeclared.
 *
 * @returns what is wrong with the first answer that is
 */
export async function generatedRequests(
  target: Target,
  all = requests,
): Promise<readonly string[]> {
  using client = sender(target.url);
  let config = "";

  async function send(operation: Operation, request: Generated, by: Caller): Promise<Answer> {
    const token = target.tokens[by];
    const outgoing: Outgoing = {
      method: operation.method,
      path: fill(request.path, target.project, config),
      headers: {
        ...request.headers,
        ...ownId,
        ...(token !== undefined && { "x-auth-token": token }),
      },
      body: request.body,
    };
    return expectAnswer(client, operation, outgoing, statusOf(operation, by, request));
  }

  try {
    const create = operationOf("CreateHotspotSessionConfig");
    config = (await send(create, plainRequest(create), "admin")).body.id;
    // What is wrong with every answer is found by the first of them.
    for (const operation of inOrder) {
      await send(operation, plainRequest(operation), "admin");
      await expectRefusals(client, operation, fill(operation.path, target.project, config));
    }
    for (const { operation, generated } of all) {
      for (const [request, by] of generated) await send(operation, request, by);
    }
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  return [];
}

/** Without a query, and with the contract's first example of a body. */
function plainRequest({ id, path }: Operation): Generated {
  const example = exampleBodies[id];
  return {
    path,
    headers: example === undefined ? {} : { "content-type": "application/json" },
    body: example === undefined ? undefined : JSON.stringify(example),
    isBroken: false,
    namesNothing: false,
  };
}

const ownId = { "x-request-id": "generated.request-1" };

const fill = (path: string, project: string, config: string) =>
  path.replace("{project_id}", project).replace("{config_id}", config);

/**
 * Sends a request and expects an answer with that status, as the contract has it.
 *
 * @throws Error that says what was asked and how it was answered
 */
async function expectAnswer(
  client: Sender,
  operation: Operation,
  outgoing: Outgoing,
  status: number,
): Promise<Answer> {
  const asked = `${outgoing.method} ${outgoing.path}`;
  const answer = await client.send(outgoing).catch((error: unknown) => {
    throw new Error(`${asked.slice(0, 200)} was not answered: ${String(error)}`, { cause: error });
  });
  expect(answer.status, exchange(asked, answer)).toBe(status);
  expectConforming(operation, answer, asked);
  const id = answer.headers["x-request-id"];
  expect(id, `${exchange(asked, answer)}, X-Request-Id`).toBe(ownId["x-request-id"]);
  return answer;
}

/** A method that the path does not have, and a path that there is not. */
async function expectRefusals(client: Sender, operation: Operation, path: string): Promise<void> {
  const item = document.paths[operation.path] ?? {};
  const declared = methods.filter((method) => method in item).map((name) => name.toUpperCase());
  for (const method of ["PUT", "DELETE", "OPTIONS"]) {
    const refused = { method, path, headers: ownId };
    const answer = await expectAnswer(client, operation, refused, 405);
    const allowed = String(answer.headers["allow"]).split(", ").toSorted();
    const about = exchange(`${method} ${path}`, answer);
    expect(allowed, `${about}, Allow`).toEqual(declared.toSorted());
  }
  for (const wrong of [`${path}/`, path.replace("hotspot-session-config", "hotspot-session")]) {
    const unknown = { method: operation.method, path: wrong, headers: ownId };
    await expectAnswer(client, operation, unknown, 404);
  }
}
