import { mkdir, writeFile } from "node:fs/promises";

import { defineProgram } from "../src/program.ts";
import { manPage } from "./man-page.ts";
import { projectSchema } from "./project-schema.ts";
import { referencePage } from "./reference-page.ts";

// Makes the man page and the reference page of the docs of the program as it is defined, and the
// schema of its files of the contract.

const program = defineProgram(() => async () => undefined);
const dist = new URL("../dist/", import.meta.url);
await mkdir(dist, { recursive: true });
await writeFile(new URL("hotspot.1", dist), manPage(program));
await writeFile(new URL("hotspot.md", dist), referencePage(program));
const schema = `${JSON.stringify(await projectSchema(), undefined, 2)}\n`;
await writeFile(new URL("hotspot.schema.json", dist), schema);
