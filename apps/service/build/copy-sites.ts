import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The service serves the documentation and the console from its own folder, so that it can be deployed
// alone.
for (const name of ["docs", "console"]) {
  const from = fileURLToPath(
    new URL(`../node_modules/@hotspot-session/${name}/dist`, import.meta.url),
  );
  const to = fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
  // What the site no longer has must go here too.
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}
