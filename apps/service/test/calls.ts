import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

import { type OperationId, operations } from "../src/contract/operations.ts";
import type { Request, Service } from "./service.ts";

/** The first example of each operation's request body, as the contract gives it. */
export const exampleBodies: Readonly<Partial<Record<OperationId, unknown>>> = {
  CreateHotspotSessionConfig:
    contract.paths["/v1/{project_id}/hotspot-session-config"].post.requestBody.content[
      "application/json"
    ].examples.with_users.value,
  UpdateHotspotSessionConfig:
    contract.paths["/v1/{project_id}/hotspot-session-config/{config_id}"].patch.requestBody.content[
      "application/json"
    ].examples.enable.value,
  UpdateNonMigrationUsers:
    contract.paths["/v1/{project_id}/hotspot-session-config/{config_id}/non-migration-users"].patch
      .requestBody.content["application/json"].examples.add.value,
};

export function operationOf(id: OperationId) {
  const operation = operations.find((candidate) => candidate.id === id);
  if (operation === undefined) throw new Error(`the contract has no operation ${id}`);
  return operation;
}

/** A valid request to an operation, on a configuration made for it where its path names one. */
export async function validCall(id: OperationId, service: Service): Promise<Request> {
  const { method, path } = operationOf(id);
  const config = path.includes("{config_id}") ? await service.create() : "";
  const body = exampleBodies[id];
  return {
    method,
    url: path.replace("{project_id}", service.project).replace("{config_id}", config),
    ...(body !== undefined && { body }),
  };
}
