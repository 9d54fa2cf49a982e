import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const contractFile = fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json"));
const text = await readFile(contractFile, "utf8");

/** The few parts of the contract that are changed here. */
export interface Contract {
  readonly paths: Record<string, Record<string, { operationId?: string; responses?: object }>>;
  readonly components: {
    readonly schemas: Record<string, ObjectSchema>;
    readonly parameters: Record<string, { name: string; in: string; required?: boolean }>;
    readonly responses: Record<string, { headers: Record<string, object> }>;
  };
}

interface ObjectSchema {
  properties?: Record<string, object>;
  required?: string[];
  enum?: string[];
}

/** A contract in which one thing is another, and whether that breaks who used it as it was. */
export interface ChangedContract {
  readonly title: string;
  readonly contract: object;
  readonly breaks: boolean;
}

/** The contract as it is. */
export const currentContract = (): Contract => JSON.parse(text);
const objects = Object.entries(currentContract().components.schemas).flatMap(([name, schema]) =>
  Object.keys(schema.properties ?? {}).map((field) => [name, field] as const),
);

function changed(
  title: string,
  breaks: boolean,
  change: (contract: Contract) => void,
): ChangedContract {
  const copy = currentContract();
  change(copy);
  if (JSON.stringify(copy) === text) throw new Error(`${title}: changes nothing`);
  return { title, contract: copy, breaks };
}

function schemaOf({ components }: Contract, name: string): ObjectSchema {
  const schema = components.schemas[name];
  if (schema === undefined) throw new Error(`the contract has no schema ${name}`);
  return schema;
}

const isSent = (name: string) => name.endsWith("Request") || name === "UserInfo";
const isRequiredIn = (name: string, field: string) =>
  schemaOf(currentContract(), name).required?.includes(field) === true;

/** A line of a program for each field that answers always have. A new field needs no other one. */
export const readsOfFields: string = objects
  .filter(([name, field]) => !isSent(name) && isRequiredIn(name, field))
  .map(
    ([name, field]) =>
      `export const read_${name}_${field} = (a: components["schemas"]["${name}"]): {} => a["${field}"];\n`,
  )
  .join("");

const fields = objects.flatMap(([name, field]) => {
  const isRequired = isRequiredIn(name, field);
  return [
    changed(`${name}.${field} is removed`, true, (copy) => {
      const schema = schemaOf(copy, name);
      delete schema.properties?.[field];
      schema.required = (schema.required ?? []).filter((other) => other !== field);
    }),
    // What is sent may become optional, and what is answered may come always.
    changed(
      `${name}.${field} is ${isRequired ? "optional" : "required"}`,
      isRequired !== isSent(name),
      (copy) => {
        const schema = schemaOf(copy, name);
        const others = (schema.required ?? []).filter((other) => other !== field);
        schema.required = isRequired ? others : [...others, field];
      },
    ),
  ];
});

const required = new Set(["ProjectId", "ConfigId"]);
const parameters = Object.keys(currentContract().components.parameters)
  .filter((name) => !required.has(name))
  .map((name) =>
    changed(`the parameter ${name} is required`, true, ({ components }) => {
      const parameter = components.parameters[name];
      if (parameter !== undefined) parameter.required = true;
    }),
  );

// Whether a header is always there is not in the types; `pnpm contract:diff` sees that.
const headers = ["MethodNotAllowed", "Unavailable"].flatMap((name) =>
  Object.keys(currentContract().components.responses[name]?.headers ?? {}).map((header) =>
    changed(`the response ${name} has no ${header}`, true, ({ components }) => {
      delete components.responses[name]?.headers[header];
    }),
  ),
);

const methodsOf = (item: object) => Object.keys(item).filter((key) => key !== "parameters");

const operations = Object.entries(currentContract().paths).flatMap(([path, item]) =>
  methodsOf(item).flatMap((method) => [
    changed(`${method} ${path} is renamed`, true, ({ paths }) => {
      const operation = paths[path]?.[method];
      if (operation !== undefined) operation.operationId = "Renamed";
    }),
    changed(`${method} ${path} is removed`, true, ({ paths }) => {
      delete paths[path]?.[method];
    }),
    changed(`${method} ${path} has another success`, true, ({ paths }) => {
      const operation = paths[path]?.[method];
      if (operation !== undefined) operation.responses = { "204": { description: "Done." } };
    }),
  ]),
);

/** Changes of everything that a program can use. */
export const changedContracts: readonly ChangedContract[] = [
  ...fields,
  ...parameters,
  ...headers,
  ...operations,
  changed("update_type has one value less", true, (copy) => {
    const type = schemaOf(copy, "UpdateNonMigrationUsersRequest").properties?.["update_type"];
    if (type !== undefined) Object.assign(type, { enum: ["ADD"] });
  }),
  changed("total_count may be null", true, (copy) => {
    const count = schemaOf(copy, "ListNonMigrationUsersResponse").properties?.["total_count"];
    if (count !== undefined) Object.assign(count, { type: ["integer", "null"] });
  }),
  changed("the ids are numbers", true, ({ components }) => {
    Object.assign(components.schemas["ConfigurationId"] ?? {}, { type: "integer" });
  }),
  changed("a request has one more optional field", false, (copy) => {
    const { properties } = schemaOf(copy, "CreateHotspotSessionConfigRequest");
    if (properties !== undefined) properties["note"] = { type: "string" };
  }),
  changed("a response has one more field", false, (copy) => {
    const { properties } = schemaOf(copy, "UpdateHotspotSessionConfigResponse");
    if (properties !== undefined) properties["note"] = { type: "string" };
  }),
];
