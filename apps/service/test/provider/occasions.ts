import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

import type { Operation } from "../../src/contract/operations.ts";
import { exampleBodies, operationOf } from "../calls.ts";
import { type Answer, type Request, type Service, startService } from "../service.ts";

const { parameters } = contract.components;

/** The project and the configuration of the contract's examples. */
export const exampleProject = parameters.ProjectId.example;
export const exampleConfig = parameters.ConfigId.example;

/** A real service that holds what the contract's examples tell of, and who may ask it. */
export interface Scene {
  readonly service: Service;
  readonly admin: string;
  /** The configuration of `exampleConfig`, by the id that it has here. */
  readonly config: string;
}

/** With the project of the examples, which has a configuration or none. */
export async function startScene(isEmpty: boolean) {
  const service = await startService();
  const admin = await service.addToken(exampleProject, "admin");
  const send = (id: "CreateHotspotSessionConfig" | "UpdateHotspotSessionConfig", config = "") =>
    service.send({ ...requestTo(operationOf(id), config), token: admin });
  let config = "";
  if (!isEmpty) {
    // The story of the examples: created with a user, then four sessions are to exit.
    config = (await send("CreateHotspotSessionConfig")).body.id;
    await send("UpdateHotspotSessionConfig", config);
  }
  return {
    service,
    admin,
    config,
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

/** A request made of the contract's own examples. */
export function requestTo({ id, method, path }: Operation, config = exampleConfig): Request {
  const body = exampleBodies[id];
  return {
    method,
    url: path.replace("{project_id}", exampleProject).replace("{config_id}", config),
    ...(body !== undefined && { body }),
  };
}

type Occasion = (scene: Scene, operation: Operation) => Promise<Answer>;

/** Changes what is sent where an admin of the project sends what is right. */
const by =
  (
    change: (request: Request, scene: Scene) => Partial<Request> | Promise<Partial<Request>>,
  ): Occasion =>
  async (scene, operation) => {
    const request = { ...requestTo(operation, scene.config), token: scene.admin };
    return scene.service.send({ ...request, ...(await change(request, scene)) });
  };

const withBody = (body: object) => by(() => ({ body }));
const withoutField = (name: string) => by(({ body }) => ({ body: omit(body, name) }));
const withField = (name: string, value: unknown) =>
  by(({ body }) => ({ body: { ...(body as object), [name]: value } }));
const withQuery = (query: string) => by(({ url }) => ({ url: `${url}?${query}` }));
const asIs = by(() => ({}));

const omit = (body: unknown, name: string) =>
  Object.fromEntries(Object.entries(body as object).filter(([key]) => key !== name));

const configsPath = contract.paths["/v1/{project_id}/hotspot-session-config"];
const configPath = contract.paths["/v1/{project_id}/hotspot-session-config/{config_id}"];
const creations = configsPath.post.requestBody.content["application/json"].examples;
const updates = configPath.patch.requestBody.content["application/json"].examples;

/** How the service comes to answer each example of the contract, by status and name. */
export const occasions: Readonly<Record<string, Occasion>> = {
  "200 with_users": withBody(creations.with_users.value),
  "200 settings_only": withBody(creations.settings_only.value),
  "200 one_configuration": asIs,
  "200 no_configuration": asIs,
  "200 enabled": withBody(updates.enable.value),
  "200 disabled": withBody(updates.disable.value),
  "200 one_user": asIs,
  "200 no_user": withQuery("user_name=nobody"),
  "200 without a body": asIs,
  "400 out_of_range": withField("hotspot_exit_session_num", 101),
  "400 missing": withoutField("hotspot_session_migration_enable"),
  "400 unknown_property": withField("hotspot_exit_number", 4),
  "400 nobody": withField("non_migrate_users", [{}]),
  "400 update_type": withField("update_type", "REPLACE"),
  "400 limit": withQuery("limit=101"),
  "400 offset": withQuery("offset=first"),
  "401 missing": by(() => ({ token: undefined })),
  "401 invalid": by(() => ({ token: "nobody-was-given-this-token" })),
  "403 other_project": by(async (_, { service }) => ({
    token: await service.addToken("another-project", "admin"),
  })),
  "403 reader": by(async (_, { service }) => ({
    token: await service.addToken(exampleProject, "reader"),
  })),
  "404 path": by(({ url }) => ({ url: `${url}/` })),
  "404 config": by(({ url }, { config }) => ({ url: url.replace(config, "0".repeat(32)) })),
  "405 put": by(() => ({ method: "PUT" })),
  "500 internal": by((_, { service }) => {
    using other = service.otherConnection();
    other.exec("PRAGMA foreign_keys = OFF; DROP TABLE IF EXISTS configs");
    return {};
  }),
  "503 unavailable": by((_, { service }) => {
    service.drain();
    return {};
  }),
};
