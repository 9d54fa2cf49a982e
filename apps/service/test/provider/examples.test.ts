import { type Mock, startMock } from "@hotspot-session/mock";
import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { document } from "../../src/contract/document.ts";
import { operations } from "../../src/contract/operations.ts";
import type { Answer } from "../service.ts";
import { exampleConfig, occasions, requestTo, type Scene, startScene } from "./occasions.ts";

// What the mock answers is what the contract has as examples. Here the real service is brought to
// answer each of them, so that nobody builds on an answer that does not exist.

interface Examples {
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

const json = "application/json";

/** What the contract says of an operation; the service itself has no use for examples. */
const described = operations.map((operation) => {
  const item = document.paths[operation.path];
  const own = item?.[operation.method.toLowerCase() as "get"];
  return { operation, id: operation.id, own };
});

/** Every example of an answer, by the name that the mock is asked for it. */
const examples = described.flatMap(({ operation, id, own }) =>
  Object.entries(own?.responses ?? {}).flatMap(([status, response]) =>
    Object.keys(examplesOf(response.content?.[json]) ?? { "without a body": {} }).map(
      (example) => ({ operation, id, status: Number(status), example }),
    ),
  ),
);

function examplesOf(content: object | undefined): Examples["examples"] {
  return (content as Examples | undefined)?.examples;
}

/** The service's own form: 32 hexadecimal digits of a UUID of version 7. */
const idForm = /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/;

let mock: Mock;
const scenes = new Map<string, Scene>();
const started = new AsyncDisposableStack();
beforeAll(async () => {
  mock = started.use(await startMock());
});
afterAll(() => started.disposeAsync());

/** A service that is broken or empty is no scene for other examples. */
async function sceneOf({ status, example }: (typeof examples)[number]): Promise<Scene> {
  const isEmpty = example === "no_configuration";
  const name = isEmpty ? example : status < 500 ? "usual" : `${status}`;
  const scene = scenes.get(name) ?? started.use(await startScene(isEmpty));
  scenes.set(name, scene);
  return scene;
}

describe("an example of the contract", () => {
  // What changes something comes last.
  const isWrite = ({ operation }: (typeof examples)[number]) => Number(operation.method !== "GET");
  it.each(examples.toSorted((one, other) => isWrite(one) - isWrite(other)))(
    "$id $status $example is what the service answers",
    async (one) => {
      const occasion = occasions[`${one.status} ${one.example}`];
      if (occasion === undefined) {
        throw new Error(
          `${one.id} ${one.status} has an example ${one.example} that nobody knows how to get from the service: tell it in occasions.ts`,
        );
      }
      const scene = await sceneOf(one);
      const shown = await mocked(one);
      const answer = await occasion(scene, one.operation);
      expect(answer.status, answer.text).toBe(one.status);
      // A configuration that is created is another one than that of the examples' path.
      const isNew = one.operation.method === "POST";
      const [its, ours] = isNew ? ["", ""] : [exampleConfig, scene.config];
      expect(comparable(shown, its)).toEqual(comparable(answer, ours));
    },
  );

  it("of every occasion is there", () => {
    const names = new Set(examples.map(({ status, example }) => `${status} ${example}`));
    expect(Object.keys(occasions).filter((occasion) => !names.has(occasion))).toEqual([]);
  });

  it("of an id, wherever it is, is of the form that the service makes", () => {
    expect(exampleConfig).toMatch(idForm);
    const { ConfigurationId, ListHotspotSessionConfigResponse: list } = contract.components.schemas;
    const listed = list.properties.items.examples.flat().map(({ id }) => id);
    for (const id of [...ConfigurationId.examples, ...listed]) expect(id).toMatch(idForm);
  });
});

/** What the mock answers where it is asked for an example. */
async function mocked({ operation, status, example }: (typeof examples)[number]): Promise<Answer> {
  const preference = example === "without a body" ? {} : { example };
  const fetch = mock.prefer({ code: status, ...preference });
  const { url, method, body } = requestTo(operation);
  const response = await fetch(`${mock.url}${url}`, {
    method,
    headers: { "x-auth-token": "any", "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

/** Headers about the connection, and who answers on it: no promise of the contract. */
const ofConnection = new Set(["connection", "content-length", "date", "keep-alive", "server"]);

/** An answer, less what may differ from one to the next. */
function comparable({ status, headers, body }: Answer, config: string) {
  const own = Object.entries(headers).filter(([name]) => !ofConnection.has(name));
  return {
    status,
    headers: Object.fromEntries(
      own.map(([name, value]) => [name, comparableHeader(name, String(value))]),
    ),
    body: withoutIdsAndTimes(body, config),
  };
}

function comparableHeader(name: string, value: string): unknown {
  switch (name) {
    case "x-request-id":
      return /^[A-Za-z0-9._-]{1,128}$/.test(value);
    case "allow":
      return value.split(", ").toSorted();
    case "content-type":
      return value.split(";")[0];
    default:
      return value;
  }
}

/**
 * With a word for each id, which the service makes: whether it is that of the configuration asked for;
 * and one for each date-time, which the service makes too.
 */
function withoutIdsAndTimes(body: unknown, config: string): unknown {
  return JSON.parse(JSON.stringify(body ?? null), (key, value: unknown) => {
    if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return "a time";
    if (key !== "id") return value;
    expect(value).toMatch(idForm);
    return value === config ? "the configuration's" : "another";
  });
}
