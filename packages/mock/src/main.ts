import { parseArgs } from "node:util";

import { contract } from "./contract.ts";
import { ownVersion } from "./same-contract.ts";
import { describeFinding, messageOf, printable } from "./violation.ts";

const usage = `\
Usage: hotspot-mock [--host HOST] [--port PORT]

Answers the hotspot session migration API from the examples of its contract, and prints every
request with what is wrong with it. It stores nothing and accepts any credentials.

  --host HOST    the address to listen on (default 127.0.0.1)
  --port PORT    the port to listen on (default 4010; 0 takes any free port)
  -h, --help     print this help
  -V, --version  print the version

The header "Prefer: code=503" asks for the answer of that status, "Prefer: example=NAME" for that
example of the contract, "Prefer: dynamic=true" for random values. Ctrl-C stops the mock.
`;

type Settings = ReturnType<typeof readArguments>;

/** Standard output or standard error. */
interface Output {
  readonly write: (text: string) => unknown;
}

/** The settings of a command line; throws an error that says what is wrong with it. */
function readArguments(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: { type: "string", default: "127.0.0.1" },
      port: { type: "string", default: "4010" },
      help: { type: "boolean", short: "h", default: false },
      version: { type: "boolean", short: "V", default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port: must be a number from 0 to 65535, not '${values.port}'`);
  }
  return { ...values, port };
}

function explain(error: unknown, { host, port }: Settings): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const address = `${host}:${port}`;
  if (code === "EADDRINUSE") return `${address} is in use: set another --port, or 0 for a free one`;
  if (code === "EACCES") return `not allowed to listen on ${address}: set a --port above 1023`;
  if (code === "ENOTFOUND" || code === "EADDRNOTAVAIL") {
    return `--host: ${host} is not an address of this machine`;
  }
  return messageOf(error);
}

async function run(settings: Settings, stdout: Output): Promise<void> {
  // Only now: Prism takes a while to load, and help and errors need nothing of it.
  const { startMock } = await import("./mock.ts");
  const mock = await startMock({
    host: settings.host,
    port: settings.port,
    onExchange: ({ method, path, status, violations }) => {
      const lines = [printable(`${method} ${path} ${status}`), ...violations.map(describeFinding)];
      stdout.write(`${lines.join("\n")}\n`);
      // They are printed: keeping them would only use memory.
      mock.takeViolations();
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => mock.close());

  const project = contract.components.parameters.ProjectId.example;
  stdout.write(
    `The mock listens on ${mock.url}\nTry: curl -H 'X-Auth-Token: any' ` +
      `${mock.url}/v1/${project}/hotspot-session-config\n`,
  );
}

/**
 * Runs a command line: that of this process unless given.
 *
 * @returns the exit code; where it is 0 the mock may be running now
 */
export async function main(
  args: readonly string[] = process.argv.slice(2),
  { stdout, stderr }: { readonly stdout: Output; readonly stderr: Output } = process,
): Promise<number> {
  const fail = (message: string, exitCode: number) => {
    stderr.write(`hotspot-mock: ${message}\n`);
    return exitCode;
  };
  let settings: Settings;
  try {
    settings = readArguments(args);
  } catch (error) {
    return fail(`${messageOf(error)}\n\n${usage}`, 2);
  }
  try {
    if (settings.help) stdout.write(usage);
    else if (settings.version) stdout.write(`${ownVersion}\n`);
    else await run(settings, stdout);
    return 0;
  } catch (error) {
    return fail(explain(error, settings), 1);
  }
}
