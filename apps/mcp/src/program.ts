import { statSync } from "node:fs";
import { parseArgs } from "node:util";

import { createHotspotClient } from "@hotspot-session/client";
import { settingsFromEnvironment } from "@hotspot-session/client/environment";
import { profileWarning, settingsFromProfile } from "@hotspot-session/client/profiles";
import type { Transport } from "@modelcontextprotocol/server";

import { version } from "./version.ts";

const usage = `\
Usage: hotspot-mcp [--read-only] [--files FOLDER] [--profile NAME]
                   [--http [--host HOST] [--port PORT] [--allowed-host NAME]...]

Serves the hotspot session migration API to assistants, by the Model Context Protocol: on standard
input and output, or by Streamable HTTP.

  --read-only          only tools that change nothing
  --files FOLDER       one more tool, to add and remove the users that files in FOLDER list
  --profile NAME       the settings that hotspot login has stored, in place of the variables below
  --http               serve at http://HOST:PORT/mcp, to clients that send HOTSPOT_MCP_TOKEN
  --host HOST          the address to listen on (default 127.0.0.1)
  --port PORT          the port to listen on (default 8090; 0 takes any free port)
  --allowed-host NAME  another name that the Host and Origin of a request may have
  -h, --help           print this help
  -V, --version        print the version

  HOTSPOT_URL             where the service is
  HOTSPOT_REGION          in its place, a region of Huawei Cloud
  HOTSPOT_PROJECT_ID      the project
  HOTSPOT_TOKEN           the token
  HOTSPOT_ACCESS_KEY      in its place, an access key, with HOTSPOT_SECRET_KEY
  HOTSPOT_SECRET_KEY      the secret key: requests are signed with it, and it is never sent
  HOTSPOT_SECURITY_TOKEN  the security token of a temporary access key
  HOTSPOT_PROFILE         in place of all of these, the profile where --profile names none
  HOTSPOT_CONFIG_DIR      the folder of the profiles
  HOTSPOT_MCP_TOKEN       for --http, the bearer token of its clients, 32 characters or more
`;

const argumentsOf = (words: readonly string[]) =>
  parseArgs({
    args: [...words],
    options: {
      "read-only": { type: "boolean", default: false },
      files: { type: "string" },
      profile: { type: "string" },
      http: { type: "boolean", default: false },
      host: { type: "string", default: "127.0.0.1" },
      port: { type: "string", default: "8090" },
      "allowed-host": { type: "string", multiple: true, default: [] },
      help: { type: "boolean", short: "h", default: false },
      version: { type: "boolean", short: "V", default: false },
    },
  }).values;

/** What the program has of the process it runs in. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Standard output and standard error. */
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Called with what ends the server by HTTP. */
  readonly onServing: (close: () => Promise<void>) => void;
  /** Where MCP is spoken without `--http`; standard input and output unless given. */
  readonly transport?: Transport;
}

/**
 * Runs the command line: `words` are those after the program's name.
 *
 * @returns the exit code; where it is 0 it may be serving now
 */
export async function run(words: readonly string[], host: Host): Promise<number> {
  const warn = (message: string) => host.writeError(`hotspot-mcp: ${message}\n`);
  try {
    await serve(words, host, warn);
    return 0;
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error));
    // Wrong settings and flags are TypeErrors, of which help says what is right.
    if (!(error instanceof TypeError)) return 1;
    warn("hotspot-mcp --help lists the options and the settings");
    return 2;
  }
}

// What serves is loaded once the flags and the settings are right: help and errors come at once.
async function serve(
  words: readonly string[],
  { environment, write, onServing, transport }: Host,
  warn: (message: string) => void,
): Promise<void> {
  const values = argumentsOf(words);
  if (values.help) return write(usage);
  if (values.version) return write(`${version}\n`);
  const profile = values.profile ?? environment["HOTSPOT_PROFILE"];
  const client = createHotspotClient(
    profile
      ? await settingsFromProfile(profile, environment)
      : settingsFromEnvironment(environment),
  );
  const warning = profile && (await profileWarning(environment));
  if (warning) warn(warning);
  const { "read-only": isReadOnly, files } = values;
  if (files !== undefined && !statSync(files, { throwIfNoEntry: false })?.isDirectory()) {
    throw new TypeError(`--files: ${files} is no folder`);
  }
  const factory = async () =>
    (await import("./server.ts")).serverFactory({ client, isReadOnly, files });
  if (!values.http) {
    const [create, { serveStdio }] = await Promise.all([
      factory(),
      import("@modelcontextprotocol/server/stdio"),
    ]);
    const onerror = ({ message }: Error) => warn(message);
    serveStdio(create, { ...(transport && { transport }), onerror });
    return undefined;
  }
  const token = environment["HOTSPOT_MCP_TOKEN"] ?? "";
  if (token.length < 32) {
    throw new TypeError("HOTSPOT_MCP_TOKEN: must be set to 32 characters or more");
  }
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new TypeError(`--port: must be a number from 0 to 65535, not '${values.port}'`);
  }
  const allowedHosts = values["allowed-host"];
  const [create, { serveHttp }] = await Promise.all([factory(), import("./http.ts")]);
  const served = await serveHttp(create, { host: values.host, port, token, allowedHosts });
  write(`hotspot-mcp serves at ${served.url}\n`);
  return onServing(served.close);
}
