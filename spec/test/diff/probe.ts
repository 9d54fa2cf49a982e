import type { Change } from "../../diff/comparison.ts";
import { compareContracts } from "../../diff/contracts.ts";
import { type Json, OpenApiDocument } from "../../diff/document.ts";
import { apply, type Change as Patch } from "../patch.ts";

/** A small contract that takes and answers a thing of the same schema, and has one of everything. */
const probe = (schema: Json): Json => ({
  openapi: "3.1.1",
  info: { title: "Probe", version: "1.0.0" },
  servers: [
    {
      url: "https://{region}.example.com",
      description: "One of the regions.",
      variables: { region: { default: "north", enum: ["north", "south"] } },
    },
  ],
  security: [{ Token: [] }, { Signature: [] }],
  tags: [{ name: "things", description: "Things." }],
  paths: {
    "/things/{thing_id}": {
      parameters: [{ name: "thing_id", in: "path", required: true, schema: { type: "string" } }],
      put: {
        operationId: "PutThing",
        summary: "Put a thing",
        parameters: [{ name: "dry", in: "query", schema: { type: "boolean" } }],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
        },
        responses: {
          "200": {
            description: "The thing.",
            headers: {
              ETag: { required: true, schema: { type: "string" } },
              Age: { schema: { type: "integer" } },
            },
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
          "404": { description: "No such thing." },
        },
      },
    },
  },
  components: {
    schemas: { Thing: schema },
    securitySchemes: {
      Token: { type: "apiKey", in: "header", name: "X-Token" },
      Signature: { type: "apiKey", in: "header", name: "Authorization" },
    },
  },
});

const open = (name: string, json: Json) => new OpenApiDocument(name, json);

/** What changes where the thing of the probe changes. */
export function diffOfSchemas(before: Json, after: Json): readonly Change[] {
  return compareContracts(open("before", probe(before)), open("after", probe(after)));
}

/** What changes where the probe is patched: `given` makes the old one, `patches` the new from it. */
export function diffOfPatches(
  patches: readonly Patch[],
  given: readonly Patch[] = [],
): readonly Change[] {
  const before = structuredClone(probe({ type: "object" }));
  for (const patch of given) apply(patch, before);
  const after = structuredClone(before);
  for (const patch of patches) apply(patch, after);
  return compareContracts(open("before", before), open("after", after));
}
