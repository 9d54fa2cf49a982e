import { randomUUID } from "node:crypto";

import fc from "fast-check";

import { document, type Parameter, type Schema } from "../../src/contract/document.ts";
import { type Operation, operations } from "../../src/contract/operations.ts";
import { exampleBodies } from "../calls.ts";
import { validValue } from "../hostile/valid-values.ts";
import type { Request, Service } from "../service.ts";
import { configsOf } from "../store/requests.ts";

/** What a caller can say in a request: a parameter, or a field of the body. */
export interface Input {
  readonly operation: Operation;
  readonly in: Parameter["in"] | "body";
  /** From the whole to the field: `["non_migrate_users", "0", "user_id"]`; a parameter is one name. */
  readonly path: readonly string[];
  readonly schema: Schema;
}

export const describeInput = ({ operation, in: place, path }: Input): string =>
  `${operation.id} ${place} ${path.join(".")}`;

/** Every input that the contract declares. */
export const declaredInputs: readonly Input[] = operations.flatMap((operation) => {
  const item = document.paths[operation.path];
  const declared = item?.[operation.method.toLowerCase() as "get"];
  const parameters = (item?.parameters ?? []).concat(declared?.parameters ?? []);
  const fields = operation.body === undefined ? [] : fieldsOf(operation.body);
  return parameters
    .map(({ in: place, name, schema }): Input => ({ operation, in: place, path: [name], schema }))
    .concat(fields.map(([path, schema]): Input => ({ operation, in: "body", path, schema })));
});

type Field = readonly [path: readonly string[], schema: Schema];

function fieldsOf(schema: Schema, above: readonly string[] = []): readonly Field[] {
  const { properties = {}, items } = schema as {
    properties?: Readonly<Record<string, Schema>>;
    items?: Schema;
  };
  const parts = items === undefined ? Object.entries(properties) : [["0", items] as const];
  return parts.flatMap(([name, part]) => {
    const path = above.concat(name);
    const field: Field = [path, part];
    return [field].concat(fieldsOf(part, path));
  });
}

/**
 * Whether the service reads an input: whether two values that the contract allows, in requests that
 * are equal otherwise, are answered differently or leave something different behind.
 */
export async function hasEffect(service: Service, input: Input): Promise<boolean> {
  const [first = "", ...others] = new Set(valuesOf(input).map((value) => JSON.stringify(value)));
  const expected = await observe(service, input, JSON.parse(first));
  // What differs from one time to the next is no effect of the input.
  if ((await observe(service, input, JSON.parse(first))) !== expected) return false;
  for (const other of others) {
    if ((await observe(service, input, JSON.parse(other))) !== expected) return true;
  }
  return false;
}

function valuesOf({ in: place, schema }: Input): readonly unknown[] {
  // Any text may stand in this header; those that are no ids are replaced by random ones.
  if (place === "header") return ["first", "second"];
  // `null` is the id of what exists.
  if (place === "path") return [null, "elsewhere"];
  return fc.sample(validValue(schema), { numRuns: 10, seed: 1 });
}

const users = [
  { user_id: "u1", user_name: "test" },
  { user_id: "u2", user_name: "other" },
  { user_name: "third" },
];

/** Everything that a request shows and leaves, in a new project of two configurations. */
async function observe(service: Service, input: Input, value: unknown): Promise<string> {
  const project = randomUUID();
  const config = { ...settings, non_migrate_users: users };
  const { store } = service;
  // Written with one commit, in this order.
  const [token, ...created] = await Promise.all([
    service.addToken(project, "admin"),
    store.createConfig(project, config),
    store.createConfig(project, config),
  ]);
  const ids = created.map(({ id }) => id);
  const answer = await service.send({ ...requestWith(input, value, project, ids[0]), token });
  const seen = JSON.stringify({
    status: answer.status,
    // A new one differs each time.
    requestId: input.in === "header" ? answer.headers["x-request-id"] : undefined,
    body: answer.body,
    after: await configsOf(store, project),
  });
  const newId: string = answer.body?.id ?? "none";
  return [project, ...ids, newId].reduce(
    (text, id, index) => text.replaceAll(id, `<${index}>`),
    seen.replaceAll(time, '"<time>"'),
  );
}

/** A date-time in JSON: those that the service makes differ each time. */
const time = /"\d{4}-\d\d-\d\dT[^"]*"/g;

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

/** The plainest valid request of an operation, with one input set. */
function requestWith(input: Input, value: unknown, project: string, config = ""): Request {
  const { operation, in: place, path } = input;
  const [name = ""] = path;
  const filled = (parameter: string, usual: string) =>
    place === "path" && name === parameter && value !== null ? String(value) : usual;
  const url = operation.path
    .replace("{project_id}", () => filled("project_id", project))
    .replace("{config_id}", () => filled("config_id", config));
  const query = place === "query" ? `?${name}=${encodeURIComponent(String(value))}` : "";
  const body = structuredClone(exampleBodies[operation.id]);
  return {
    method: operation.method,
    url: url + query,
    ...(place === "header" && { headers: { [name]: String(value) } }),
    ...(body !== undefined && { body: place === "body" ? withField(body, path, value) : body }),
  };
}

function withField(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (typeof whole !== "object" || whole === null) return whole;
  Reflect.set(whole, name, withField(Reflect.get(whole, name), rest, value));
  return whole;
}
