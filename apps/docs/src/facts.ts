import { contract, operationLink, operations } from "./contract.ts";
import { codeBlock } from "./markdown.ts";
import { rootFile } from "./repository.ts";
import { samplesOf } from "./samples.ts";

const { parameters, responses, schemas } = contract.components;
const settings = schemas.HotspotExitSessionNum;
const userId = schemas.UserInfo.properties.user_id;

/** What a guide may say in numbers, each from the contract: `{{limit.maximum}}`. */
export const facts: Readonly<Record<string, number | string>> = {
  "exit.minimum": settings.minimum,
  "exit.maximum": settings.maximum,
  "limit.default": parameters.Limit.schema.default,
  "limit.minimum": parameters.Limit.schema.minimum,
  "limit.maximum": parameters.Limit.schema.maximum,
  "offset.maximum": parameters.Offset.schema.maximum,
  "filter.maximum": parameters.UserName.schema.maxLength,
  "users.maximum": schemas.NonMigrateUsers.maxItems,
  "user.maximum": userId.maxLength,
  "request-id.maximum": contract.components.headers.RequestId.schema.maxLength,
};

/** What a guide may say at length: `{{> statuses}}`, with words after the name where it takes some. */
const blocks: Readonly<Record<string, (words: string) => string | Promise<string>>> = {
  answer(words) {
    const [operationId, name = ""] = words.split(" ");
    const operation = operations.find((one) => one.operationId === operationId);
    return json(valueOf(operation?.answers ?? {}, name, words));
  },
  endpoints: () =>
    table(
      ["endpoint", "regions"],
      contract.servers.flatMap(({ url, variables }) =>
        variables === undefined
          ? []
          : [[`\`${url}\``, variables.region.enum.map((region) => `\`${region}\``).join(", ")]],
      ),
    ),
  error(words) {
    const [response, name = ""] = words.split(" ");
    const found = Object.entries(responses).find(([one]) => one === response)?.[1];
    return json(valueOf(found?.content["application/json"].examples ?? {}, name, words));
  },
  operations: () =>
    table(
      ["operation", "TypeScript", "command line"],
      operations.map(({ operationId, method, path }) => {
        const [, code = "", commands = ""] = samplesOf(operationId).map(({ source }) => source);
        return [
          `[${operationId}](${operationLink(operationId)})<br>\`${method} ${path}\``,
          namesIn(code, /hotspot\.(\w+\.\w+)\(/g),
          namesIn(commands, /^(hotspot \w+ \w+)/gm),
        ];
      }),
    ),
  readme: async (heading) => sectionOf(await rootFile("README.md"), heading),
  sample: (operationId) => tabs(samplesOf(operationId)),
  statuses: () =>
    table(
      ["status", "`error_code`", "meaning"],
      [...statuses()].map(([status, meanings]) => [
        status,
        `\`WKS.00000${status}\``,
        [...meanings].join(" Or: "),
      ]),
    ),
};

/**
 * A guide with its facts in place.
 *
 * @throws Error that names a fact, a block or a heading that there is not
 */
export async function withFacts(markdown: string): Promise<string> {
  let text = markdown.replaceAll(/\{\{([\w.-]+)\}\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`{{${name}}}: there is no such fact in src/facts.ts`);
    return typeof fact === "number" ? fact.toLocaleString("en-US") : fact;
  });
  for (const [whole, name = "", words = ""] of text.matchAll(/^\{\{> ([\w-]+) ?([^}]*)\}\}$/gm)) {
    const block = blocks[name];
    if (block === undefined) throw new Error(`${whole}: there is no such block in src/facts.ts`);
    const content = await block(words);
    text = text.replace(whole, () => content);
  }
  return text;
}

/** What stands below a heading of a document, up to the next of its level. */
export function sectionOf(document: string, heading: string): string {
  const parts = document.split(/^## (.+)\n/m);
  const content = parts[parts.indexOf(heading, 1) + 1];
  if (!parts.includes(heading) || content === undefined) {
    throw new Error(`there is no heading "${heading}": see where its words are now`);
  }
  return content.trim();
}

/** An example of the contract, as it would be answered. */
function valueOf(examples: object, name: string, words: string): unknown {
  const example: unknown = Reflect.get(examples, name);
  if (typeof example !== "object" || example === null || !("value" in example)) {
    throw new Error(`{{> … ${words}}}: the contract has no such example`);
  }
  return example.value;
}

const json = (value: unknown) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

/** Samples side by side; without scripts, one below the other. */
function tabs(samples: ReturnType<typeof samplesOf>): string {
  const blocksOfCode = samples.map(({ source, fence, label }) => codeBlock(source, fence, label));
  return `<div class="samples">\n${blocksOfCode.join("").replaceAll("\n\n", "\n&#10;")}</div>\n`;
}

/** The statuses of failures, each with what its descriptions in the contract say. */
function statuses(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { content, description } of Object.values(responses)) {
    for (const { value } of Object.values(content["application/json"].examples)) {
      const status = value.error_code.slice(-3);
      if (!(found.get(status)?.has(description) ?? false)) {
        found.set(status, (found.get(status) ?? new Set()).add(description));
      }
    }
  }
  return found;
}

/** Names, each in one piece, on a line of its own. */
const namesIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name))]
    .map((name) => `\`${name.replaceAll(" ", "\u00A0")}\``)
    .join("<br>");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
