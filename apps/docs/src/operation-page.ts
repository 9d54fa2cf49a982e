import {
  contract,
  examplesOf,
  explorerOf,
  failures,
  node,
  type Node,
  type Operation,
  operations,
  pageOf,
  placeOf,
  schemaPlaceOf,
  status,
} from "./contract.ts";
import { samplesOf } from "./samples.ts";

/** An operation as Markdown: what the contract says about it, and its samples. */
export function operationPage(operation: Operation): string {
  const { id, method, path, description, parameters, requestBody, responses } = operation;
  const { 200: success, ...errors } = responses;
  const schema = schemaOf(requestBody);
  const explorer = explorerOf(id);
  return blocks(
    `\`${id}\` in the [API reference](${placeOf(id)})` +
      (explorer === undefined ? "" : ` · [Try it](${explorer})`),
    fence(`${method} ${path}`, "http wrap"),
    linked(description),
    "## Samples",
    ...samplesOf(id).map(({ label, language, source }) =>
      fence(source, `${language} title="${label}"`),
    ),
    "## Parameters",
    table(
      ["parameter", "in", "value", "meaning"],
      parameters.map((parameter) => [
        nameOf(parameter["name"], parameter["required"]),
        `${parameter["in"]}`,
        valueOf(node(parameter["schema"])),
        meaningOf(parameter),
      ]),
    ),
    ...(schema === undefined ? [] : ["## Request body", fieldTable(schema)]),
    "## Answer",
    meaningOf(node(success)),
    ...jsonOf(success),
    "## Errors",
    table(
      ["status", "meaning"],
      Object.entries(errors).map(([code, response]) => [code, meaningOf(node(response))]),
    ),
  );
}

/** The whole contract as Markdown, for readers that do not run Redoc. */
export const referencePage = (): string =>
  blocks(
    linked(contract.info.description),
    ...operations.map((operation) =>
      blocks(
        `## ${operation.summary} (${operation.id})`,
        operationPage(operation).replaceAll(/^## /gm, "### "),
      ),
    ),
    "## Failures",
    ...Array.from(failures, ([name, failure]) =>
      blocks(`### ${status(name)}: ${name}`, meaningOf(failure), ...jsonOf(failure)),
    ),
    "## Schemas",
    ...Object.entries(contract.components.schemas).flatMap(([name, schema]) => [
      `### ${name}`,
      linked(schema.description),
      "properties" in schema ? fieldTable(schema) : `${valueOf(schema)}.`,
    ]),
  );

const blocks = (...parts: readonly string[]) => parts.map((part) => part.trim()).join("\n\n");
const fence = (code: string, info: string) => `\`\`\`${info}\n${code}\n\`\`\``;

/** Every example of a message. */
const jsonOf = (message: unknown) =>
  Object.values(examplesOf(message)).map((value) => fence(JSON.stringify(value, null, 2), "json"));

function schemaOf(message: Node): Node | undefined {
  const media = node(node(message["content"])["application/json"]);
  return media["schema"] === undefined ? undefined : node(media["schema"]);
}

const nameOf = (name: unknown, required: unknown) =>
  `\`${name}\`${required === true ? "<br>required" : ""}`;

const meaningOf = ({ description }: Node) =>
  linked(typeof description === "string" ? description : "").replaceAll(/\s+/g, " ");

const fieldTable = (schema: Node) => table(["field", "value", "meaning"], fieldsOf(schema, ""));

/** A row for each field, with the fields of objects in a list below the list. */
function fieldsOf(schema: Node, parent: string): string[][] {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(node(schema["properties"])).flatMap(([name, property]) => {
    const field = node(property);
    const row = [nameOf(parent + name, required.includes(name)), valueOf(field), meaningOf(field)];
    return [row].concat(fieldsOf(node(field["items"]), `${parent}${name}[].`));
  });
}

/** The bounds of a value in words: `integer, 1 to 100, default 10`. */
function valueOf(schema: Node): string {
  const range = (low: unknown, high: unknown, unit = "") => {
    if (high !== undefined) return [`${low ?? 0} to ${high}${unit}`];
    return low === undefined ? [] : [`at least ${low}${unit}`];
  };
  const values = Array.isArray(schema["enum"]) ? [schema["enum"].join(" or ")] : [];
  return [
    `${schema["type"]}`,
    ...values,
    ...range(schema["minimum"], schema["maximum"]),
    ...range(schema["minLength"], schema["maxLength"], " characters"),
    ...range(schema["minItems"], schema["maxItems"], " items"),
    ...(schema["default"] === undefined ? [] : [`default ${schema["default"]}`]),
  ].join(", ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Points the links inside the contract at the pages of the site. */
const linked = (markdown: string) =>
  markdown
    .replaceAll(/\]\(#operation\/(\w+)\)/g, (_, id: string) => `](${pageOf(id)}.html)`)
    .replaceAll(
      /\]\(#\/components\/schemas\/(\w+)\)/g,
      (_, name: string) => `](${schemaPlaceOf(name)})`,
    )
    .trim();
