import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Role } from "../../src/store/store.ts";
import { type Outgoing, type Sender, sender } from "../sender.ts";
import { type Answer, startService } from "../service.ts";
import { soaking, soakTimeout, tell } from "../soak.ts";
import { type Call, isRead, outcome, type State } from "./store-model.ts";
import { callOf, projectOf, projects, step } from "./steps.ts";

const enough = soaking ? 20_000 : 800;

/** Who calls: somebody of the project, of another one, or nobody. */
const caller = fc.constantFrom("admin", "admin", "admin", "admin", "reader", "foreign", "nobody");
type Caller = typeof caller extends fc.Arbitrary<infer Value> ? Value : never;

const turn = fc.array(fc.record({ caller, step }), { minLength: 1, maxLength: 3 });

describe("the service", () => {
  it(
    "answers any sequence of requests by any callers as the rules say",
    { timeout: soaking ? soakTimeout : 60_000 },
    async () => {
      await using service = await startService();
      const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
      using client = sender(address, 3);
      const done = { runs: 0, steps: 0 };
      const seed = Number(process.env["HOTSPOT_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));
      const property = fc.asyncProperty(
        fc.array(turn, { maxLength: 60, size: "max" }),
        async (turns) => {
          done.runs += 1;
          const run = `run${done.runs}`;
          const tokens = await tokensOf(run, service.addToken);
          let state: State = [];
          for (const together of turns) {
            // Which of two requests is served first is open, so those at once are of different
            // projects, where it makes no difference.
            const apart = together.filter(
              ({ step: { owner } }, index) =>
                together.findIndex((other) => other.step.owner === owner) === index,
            );
            const before = state;
            const sent = apart.map((each) => {
              const call = callOf(each.step, before, run);
              const token = tokens.get(`${each.step.owner} ${each.caller}`);
              return { call, caller: each.caller, answer: sendCall(client, call, token) };
            });
            for (const { call, caller: by, answer } of sent) {
              state = expectAnswer(state, call, by, await answer);
            }
            done.steps += sent.length;
          }
        },
      );
      for (let round = 0; done.steps < enough; round++) {
        await fc.assert(property, { seed: seed + round, numRuns: 5 });
      }
      tell(`model through HTTP: ${done.steps} steps in ${done.runs} sequences, seeds from ${seed}`);
    },
  );
});

/** A token for each project of the run and each kind of caller, but for nobody. */
async function tokensOf(
  run: string,
  addToken: (project: string, role: Role) => Promise<string>,
): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  for (const [index, project] of projects.entries()) {
    const neighbour = projects[(index + 1) % projects.length] ?? project;
    tokens.set(`${project} admin`, await addToken(projectOf(run, project), "admin"));
    tokens.set(`${project} reader`, await addToken(projectOf(run, project), "reader"));
    tokens.set(`${project} foreign`, await addToken(projectOf(run, neighbour), "admin"));
  }
  return tokens;
}

function sendCall(client: Sender, call: Call, token: string | undefined): Promise<Answer> {
  const { body, ...target } = requestOf(call);
  const headers = {
    ...(token !== undefined && { "x-auth-token": token }),
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  return client.send({ ...target, headers, body });
}

function requestOf(call: Call): Outgoing {
  const configs = `/v1/${call.project}/hotspot-session-config`;
  switch (call.kind) {
    case "createConfig":
      return { method: "POST", path: configs, body: JSON.stringify(call.config) };
    case "listConfigs":
      return { method: "GET", path: `${configs}?${queryOf({ ...call.page })}` };
    case "updateConfig":
      return {
        method: "PATCH",
        path: `${configs}/${call.id}`,
        body: JSON.stringify(call.settings),
      };
    case "listUsers": {
      const query = queryOf({ user_name: call.filter, ...call.page });
      return { method: "GET", path: `${configs}/${call.id}/non-migration-users?${query}` };
    }
    case "updateUsers":
      return {
        method: "PATCH",
        path: `${configs}/${call.id}/non-migration-users`,
        body: JSON.stringify(call.change),
      };
  }
}

const queryOf = (parameters: Readonly<Record<string, string | number>>) =>
  new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));

/** Expects what the rules say of this request, and returns what is kept after it. */
function expectAnswer(state: State, call: Call, by: Caller, answer: Answer): State {
  const newId = call.kind === "createConfig" ? String(answer.body?.id) : "";
  const refusal = refusalOf(call, by);
  const after = refusal === undefined ? outcome(state, call, newId) : { state, answer: undefined };
  const { status, body } = answer;
  expect({ status, body }, `${call.kind} by ${by}`).toEqual(
    refusal === undefined ? answerOf(call, after.answer) : error(refusal),
  );
  return after.state;
}

function refusalOf(call: Call, by: Caller): 401 | 403 | undefined {
  if (by === "nobody") return 401;
  return by === "foreign" || (by === "reader" && !isRead(call)) ? 403 : undefined;
}

/** What a store answered, as HTTP says it. */
function answerOf(call: Call, result: unknown) {
  if (result === undefined || result === false) {
    return error(404, "config_id: no such configuration in this project");
  }
  if (result === true) return { status: 200, body: undefined };
  return { status: 200, body: call.kind === "listConfigs" ? { items: result } : result };
}

const error = (status: number, message: unknown = expect.any(String)) => ({
  status,
  body: { error_code: `WKS.00000${status}`, error_msg: message },
});
