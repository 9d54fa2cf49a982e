import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The service serves the documentation from its own folder, so that it can be deployed alone.
const from = fileURLToPath(new URL("../node_modules/@hotspot-session/docs/dist", import.meta.url));
const to = fileURLToPath(new URL("../dist/docs", import.meta.url));

// What the site no longer has is to go here too.
rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true });
