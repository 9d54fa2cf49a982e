import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { dereference, operationsOf } from "@hotspot-session/spec/validation";

const contractFile = fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json"));

/**
 * The JSON Schema of the files of hotspot export and hotspot apply: a list of what the contract has to
 * create a configuration, each with its id. Draft 7 is what editors know best.
 *
 * @throws TypeError where the contract no longer has what it is made of
 */
export async function projectSchema(): Promise<object> {
  const contract = dereference(JSON.parse(await readFile(contractFile, "utf8")));
  const operations = new Map(operationsOf(contract).map((operation) => [operation.id, operation]));
  const settings = new Map(
    Object.entries(operations.get("CreateHotspotSessionConfig")?.body ?? {}),
  );
  const { non_migrate_users, ...fields } = objectOf(settings.get("properties"));
  // The bound is that of a request; a list in a file goes over several.
  const { maxItems: _, ...users } = objectOf(non_migrate_users);
  const path = objectOf(operations.get("UpdateHotspotSessionConfig")?.pathParameters["properties"]);
  const about = { description: "The id of the configuration; absent until it is created." };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "The configurations of a project, for hotspot apply",
    type: "object",
    additionalProperties: false,
    required: ["configurations"],
    properties: {
      configurations: {
        description: "The configurations, in any order.",
        type: "array",
        items: {
          ...Object.fromEntries(settings),
          description: "A configuration. Without users, those of the service stay as they are.",
          properties: {
            id: { ...objectOf(path["config_id"]), ...about },
            ...fields,
            non_migrate_users: users,
            users_file: {
              description:
                "In place of non_migrate_users, a file of users as hotspot user add reads it; its path is relative to this file.",
              type: "string",
              minLength: 1,
              examples: ["users/night-shift.csv"],
            },
          },
          not: { required: ["non_migrate_users", "users_file"] },
        },
      },
    },
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) {
    throw new TypeError("the contract has no object where the schema of files takes one");
  }
  return Object.fromEntries(Object.entries(value));
}
