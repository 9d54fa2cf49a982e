import { readdirSync, readFileSync } from "node:fs";

import { contractYaml } from "./contract.ts";

/** A text that an assistant can read when it needs more than the tools say. */
export interface TextResource {
  readonly name: string;
  readonly uri: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  readonly text: string;
}

/** Where the build puts the documentation's pages in Markdown. */
const folder = new URL("../dist/docs/", import.meta.url);

/** The contract, and the pages of the documentation. */
export const resources: readonly TextResource[] = [
  {
    name: "openapi.yaml",
    uri: "hotspot-session://openapi.yaml",
    title: "OpenAPI",
    description: "The contract of the API.",
    mimeType: "application/yaml",
    text: contractYaml,
  },
  ...readdirSync(folder).map((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const [, title = name, description = ""] = /^# (.*)\n\n> (.*)/.exec(text) ?? [];
    const uri = `hotspot-session://docs/${name}`;
    return { name, uri, title, description, mimeType: "text/markdown", text };
  }),
];
