import { type Change } from "../../diff/place.ts";
import { compareContracts } from "../../diff/contracts.ts";
import { type Json, OpenApiDocument } from "../../diff/document.ts";

export type Schemas = Readonly<Record<string, Json>>;

/** A small contract that takes and answers the schema `Thing`, and has one of everything. */
export const probe = (schemas: Schemas): Json => ({
  openapi: "3.1.1",
  info: { title: "Probe", version: "1.0.0" },
  servers: [
    {
      url: "https://{region}.example.com",
      variables: { region: { default: "north", enum: ["north", "south"] } },
    },
  ],
  security: [{ Token: [] }, { Signature: [] }],
  paths: {
    "/things/{thing_id}": {
      parameters: [{ name: "thing_id", in: "path", required: true, schema: { type: "string" } }],
      put: {
        operationId: "PutThing",
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
    schemas: { ...schemas },
    securitySchemes: {
      Token: { type: "apiKey", in: "header", name: "X-Token" },
      Signature: { type: "apiKey", in: "header", name: "Authorization" },
    },
  },
});

export function diff(before: Json, after: Json): readonly Change[] {
  const [old, now] = [before, after].map((json) => new OpenApiDocument("probe", json));
  if (old === undefined || now === undefined) throw new Error("two documents are compared");
  return compareContracts(old, now);
}

export function diffOfSchemas(before: Schemas, after: Schemas): readonly Change[] {
  return diff(probe(before), probe(after));
}
