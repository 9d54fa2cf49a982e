import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The service serves the reference site from its own folder, so that it can be deployed alone.
cpSync(
  fileURLToPath(new URL("../node_modules/@hotspot-session/docs/dist", import.meta.url)),
  fileURLToPath(new URL("../dist/docs", import.meta.url)),
  { recursive: true },
);
