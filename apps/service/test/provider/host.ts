import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

import type { Copy } from "./services.ts";

// Serves the built service many times, each with its own mistake and database. All in this one
// process, where each module is loaded once, and once more for each mistake that it has or imports.

const { argv, env } = process;
const copies: readonly Copy[] = JSON.parse(readFileSync(argv[2] ?? "", "utf8"));

/** By the address of a module, those that import it: known once a service without a mistake runs. */
const importers = new Map<string, Set<string>>();

/** The modules of a copy that are not those of all. */
function ownOf({ modules }: Copy): ReadonlySet<string> {
  const own = new Set(Object.keys(modules));
  for (const module of own) for (const importer of importers.get(module) ?? []) own.add(importer);
  return own;
}

// They have the number of the copy in their address, and so do all that are between them and the start.
const owns: ReadonlySet<string>[] = [];
const partsOf = (url = "") => url.split("?") as [module: string, copy?: string];
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const [parent, copy] = partsOf(context.parentURL);
    const { url } = found;
    importers.set(url, (importers.get(url) ?? new Set()).add(parent));
    return owns[Number(copy)]?.has(url) === true ? { ...found, url: `${url}?${copy}` } : found;
  },
  load(url, context, next) {
    const [module, copy] = partsOf(url);
    const source = copies[Number(copy)]?.modules[module];
    return source === undefined
      ? next(url, context)
      : { format: "module", source, shortCircuit: true };
  },
});

const start = new URL("../../dist/commands/serve.js", import.meta.url).href;
// Each copy listens for the signals that end it.
process.setMaxListeners(0);
for (const [index, copy] of copies.entries()) {
  const own = (owns[index] = ownOf(copy));
  const { serve } = await import(own.has(start) ? `${start}?${index}` : start);
  await serve({ ...env, HOTSPOT_DATABASE_URL: copy.database });
}
