import { createHotspotClient } from "@hotspot-session/client";
import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import {
  dereference,
  type OperationObject,
  operationsOf,
  type ResponseObject,
} from "@hotspot-session/spec/validation";
import { type Preferences, startMock } from "@hotspot-session/mock";
import { afterAll, beforeEach, expect, it } from "vitest";

import { connectByStdio } from "./connect.ts";

const document = dereference(contract);
const operations = operationsOf(document).map((operation) => {
  const object = Object.values(document.paths[operation.path] ?? {}).find(
    (candidate): candidate is OperationObject =>
      "operationId" in candidate && candidate.operationId === operation.id,
  );
  if (object === undefined) throw new Error(`no ${operation.id}`);
  const isOfConfig = "config_id" in Object(operation.pathParameters["properties"]);
  const path = isOfConfig ? { config_id: "019a2b5e7c1d73e89f4a5b6c7d8e9f01" } : {};
  const bodies = examplesOf(object.requestBody).map(({ value }) => value);
  return { id: operation.id, operation, object, path, bodies: bodies.length > 0 ? bodies : [{}] };
});

/** The named examples of a request or a response. */
function examplesOf(part: Pick<ResponseObject, "content"> | undefined) {
  const { examples = {} } = part?.content?.["application/json"] ?? {};
  return Object.entries(examples).map(([name, example]) => {
    const { value }: { value: object } = Object(example);
    return { name, value };
  });
}

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const mock = owned.use(await startMock());

/** Which example of the contract the mock answers with. */
let preferences: Preferences = {};
beforeEach(() => {
  preferences = {};
});

const hotspot = createHotspotClient({
  baseUrl: mock.url,
  projectId: "a4da8115c9d8464ead3a38309130523f",
  token: "any",
  fetch: (request) => mock.prefer(preferences)(request),
  maxRetries: 0,
});
const { client, call } = owned.use(await connectByStdio({ client: hotspot }));

it("has a tool for every operation, described by the contract", async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(operations.map(({ id }) => id));
  for (const { id, object, operation } of operations) {
    const { pathParameters, query, body, responses } = operation;
    const tool = tools.find(({ name }) => name === id);
    const { summary, description, "x-mcp": own } = Object(object);
    const text: string = own?.description ?? description;
    expect(tool?.title).toBe(summary);
    expect(tool?.description).toBe(text.replaceAll(/\[(.+?)\]\(.+?\)/g, "$1").trim());
    const inputs = [pathParameters, query, body].flatMap((part) =>
      Object.keys(Object(part?.["properties"])),
    );
    const properties = tool?.inputSchema.properties ?? {};
    const added = id === "UpdateNonMigrationUsers" ? ["project_id", "confirm"] : ["project_id"];
    expect(new Set([...Object.keys(properties), ...added])).toEqual(new Set([...inputs, ...added]));
    for (const [name, property] of Object.entries(properties)) {
      expect(Object(property).description, `${id}: ${name}`).toMatch(/\w/);
    }
    expect(tool?.outputSchema?.["required"]).toEqual(responses["200"]?.["required"]);
  }
});

it("says which tools read, which may be repeated and which overwrite", async () => {
  const { tools } = await client.listTools();
  const hints = tools.map(({ name, annotations: hint }) =>
    [name, hint?.readOnlyHint, hint?.idempotentHint, hint?.destructiveHint].join(" "),
  );
  expect(hints).toEqual([
    "ListHotspotSessionConfig true true false",
    "CreateHotspotSessionConfig false false false",
    "UpdateHotspotSessionConfig false true true",
    "ListNonMigrationUsers true true false",
    "UpdateNonMigrationUsers false true true",
  ]);
});

it("has only the tools that read, where it is read-only", async () => {
  await using host = await connectByStdio({ client: hotspot, isReadOnly: true });
  const { tools } = await host.client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    "ListHotspotSessionConfig",
    "ListNonMigrationUsers",
  ]);
  await expect(host.call("UpdateNonMigrationUsers")).rejects.toThrow(/not found/);
});

it("has the contract and the documentation as resources", async () => {
  const { resources } = await client.listResources();
  const read = async (uri: string) => (await client.readResource({ uri })).contents;
  expect(await read("hotspot-session://openapi.yaml")).toMatchObject([
    { text: expect.stringMatching(/^openapi: 3\.1/) },
  ]);
  expect(resources).toContainEqual({
    uri: "hotspot-session://docs/errors.md",
    name: "errors.md",
    title: "Errors and retries",
    description: expect.stringMatching(/\w/),
    mimeType: "text/markdown",
  });
  expect(await read("hotspot-session://docs/errors.md")).toMatchObject([
    { text: expect.stringMatching(/^# Errors and retries/) },
  ]);
});

it.each(operations)("takes every request example of $id", async ({ id, path, bodies }) => {
  for (const body of bodies) {
    const confirm = Object(body).update_type === "DELETE" ? { confirm: true } : {};
    expect(await call(id, { ...path, ...body, ...confirm })).toMatchObject({ isError: false });
  }
});

const answers = operations.flatMap(({ id, object, path, bodies: [body] }) =>
  Object.entries(object.responses).flatMap(([status, response]) =>
    examplesOf(response).map(({ name, value }) => ({ id, path, body, status, name, value })),
  ),
);
const isSuccess = ({ status }: { status: string }) => status === "200";

it.each(answers.filter(isSuccess))("returns the answer $name of $id", async (answer) => {
  preferences = { example: answer.name };
  const { text, structure } = await call(answer.id, { ...answer.path, ...answer.body });
  expect(structure).toMatchObject(answer.value);
  expect(JSON.parse(text)).toEqual(structure);
});

it.each(answers.filter((answer) => !isSuccess(answer)))(
  "says what to do about the error $status $name of $id",
  async ({ id, path, body, status, name, value }) => {
    preferences = { code: Number(status), example: name };
    const { isError, text } = await call(id, { ...path, ...body });
    const { error_msg }: { error_msg?: string } = value;
    const [why, ...advice] = text.split("\n");
    expect(isError).toBe(true);
    expect(why).toMatch(`${id} failed with status ${status}: ${error_msg} (request id `);
    expect(advice.join(" ")).toMatch(/\w\.$/);
  },
);
