import { parseArgs } from "node:util";

import { contract } from "./contract.ts";
import { describeFinding } from "./violation.ts";

const usage = `\
Usage: hotspot-mock [--host HOST] [--port PORT]

Answers the hotspot session migration API from the examples of its contract, and prints every
request and what is wrong with it. Nothing is stored; any credentials will do.

  --host HOST  the address to listen on (default 127.0.0.1)
  --port PORT  the port to listen on (default 4010; 0 is any free one)
  --help       print this

Send the header "Prefer: code=503" to get that status, "Prefer: example=NAME" for that example.
Ctrl-C ends it.
`;

interface Settings {
  readonly host: string;
  readonly port: number;
  readonly help: boolean;
}

/** The settings of a command line; throws an error that says what is wrong with it. */
function readArguments(): Settings {
  const { values } = parseArgs({
    options: {
      host: { type: "string", default: "127.0.0.1" },
      port: { type: "string", default: "4010" },
      help: { type: "boolean", default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port: must be a number from 0 to 65535, not '${values.port}'`);
  }
  return { host: values.host, port, help: values.help };
}

function explain(error: unknown, { host, port }: Settings): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const place = `${host}:${port}`;
  if (code === "EADDRINUSE") return `${place} is taken: give another --port, or 0 for a free one`;
  if (code === "EACCES") return `not allowed to listen on ${place}: give a --port above 1023`;
  if (code === "ENOTFOUND" || code === "EADDRNOTAVAIL") return `--host: ${host} is not here`;
  return error instanceof Error ? error.message : String(error);
}

function fail(message: string, exitCode: number): void {
  process.stderr.write(`hotspot-mock: ${message}\n`);
  process.exitCode = exitCode;
}

async function run(settings: Settings): Promise<void> {
  // Only now: loading Prism takes half a second, and a mistake should be told at once.
  const { startMock } = await import("./mock.ts");
  const mock = await startMock({
    host: settings.host,
    port: settings.port,
    onExchange: ({ method, path, status, violations }) => {
      const lines = [`${method} ${path} ${status}`, ...violations.map(describeFinding)];
      process.stdout.write(`${lines.join("\n")}\n`);
      // They are printed, and nobody will ask for them: do not keep them.
      mock.takeViolations();
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => mock.close());

  const project = contract.components.parameters.ProjectId.example;
  process.stdout.write(
    `The mock listens on ${mock.url}\nTry: curl -H 'X-Auth-Token: any' ` +
      `${mock.url}/v1/${project}/hotspot-session-config\n`,
  );
}

try {
  const settings = readArguments();
  if (settings.help) process.stdout.write(usage);
  else await run(settings).catch((error: unknown) => fail(explain(error, settings), 1));
} catch (error) {
  fail(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, 2);
}
