import { mkdir, readFile, writeFile } from "node:fs/promises";

import { commands } from "../src/commands/all.ts";
import { manPage } from "./man-page.ts";
import { referencePage } from "./reference-page.ts";

// Makes the man page and the reference page of the docs of the definitions that the program runs by.

const manifest: { readonly version: string } = JSON.parse(
  await readFile(new URL("../package.json", import.meta.url), "utf8"),
);
const dist = new URL("../dist/", import.meta.url);
await mkdir(dist, { recursive: true });
await writeFile(new URL("hotspot.1", dist), manPage(commands, manifest.version));
await writeFile(new URL("hotspot.md", dist), referencePage(commands));
