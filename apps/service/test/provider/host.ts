import { pathToFileURL } from "node:url";

import type { Copy } from "./services.ts";

// Serves copies of the built service, one after the other, each from its folder with its database.
// All in this one process: what they import of others is loaded once.

// Each copy listens for the signals that end it.
process.setMaxListeners(0);

const { HOTSPOT_COPIES: copies = "[]", ...environment } = process.env;

for (const { folder, database } of JSON.parse(copies) as readonly Copy[]) {
  const { serve } = await import(pathToFileURL(`${folder}/dist/commands/serve.js`).href);
  await serve({ ...environment, HOTSPOT_DATABASE_URL: database });
}
