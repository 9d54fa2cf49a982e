import { once } from "node:events";
import { parseArgs } from "node:util";

import { createSiteServer } from "./serve.ts";

// Serves the built site on this machine: `node src/main.ts [--port N]`.

const port = readPort();
if (port === undefined) {
  process.stderr.write("docs: --port N is the only option; N is 0 to 65535, and 0 any free one\n");
  process.exit(2);
}
const server = createSiteServer();
server.on("error", (error) => {
  process.stderr.write(`docs: ${error.message}\n`);
  process.exit(1);
});
server.listen(port, "127.0.0.1");
await once(server, "listening");
const address = server.address();
const bound = typeof address === "object" ? address?.port : undefined;
process.stdout.write(`The docs are at http://127.0.0.1:${bound}/ (Ctrl-C ends it)\n`);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}

/** The port that the command line asks for; `undefined` where it is wrong. */
function readPort(): number | undefined {
  try {
    const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
    const isPort = /^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535;
    return isPort ? Number(values.port) : undefined;
  } catch {
    return undefined;
  }
}
