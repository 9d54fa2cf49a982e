import { fileURLToPath } from "node:url";

import {
  Client,
  InMemoryTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { serveStdio } from "@modelcontextprotocol/server/stdio";

import { serveHttp } from "../src/http.ts";
import { serverFactory, type HotspotServerOptions } from "../src/server.ts";

export const binary = fileURLToPath(new URL("../bin/hotspot-mcp.js", import.meta.url));

/** The protocol that a client speaks: that of 2025, which begins with a handshake, or the stateless one. */
export type Era = "legacy" | "auto";

export interface HostOptions {
  readonly era?: Era;
  /** What the person says when asked; a host that cannot ask where this is left out. */
  readonly person?: (question: string) => "accept" | "decline";
}

/** A host, as assistants have one: the official client. */
export interface Host extends AsyncDisposable {
  readonly client: Client;
  /** Calls a tool. */
  call(name: string, input?: Record<string, unknown>): Promise<Result>;
}

/** The result of a tool: its text, its structure, and whether it is an error. */
export interface Result {
  readonly isError: boolean;
  readonly text: string;
  readonly structure: Readonly<Record<string, unknown>>;
}

export async function connect(
  transport: Transport,
  { era = "auto", person }: HostOptions = {},
): Promise<Host> {
  const client = new Client(
    { name: "test", version: "1.0.0" },
    {
      versionNegotiation: { mode: era },
      capabilities: person === undefined ? {} : { elicitation: {} },
    },
  );
  if (person !== undefined) {
    client.setRequestHandler("elicitation/create", ({ params }) => {
      const action = person(params.message);
      return action === "accept" ? { action, content: {} } : { action };
    });
  }
  await client.connect(transport);
  return {
    client,
    async call(name, input = {}) {
      const {
        isError = false,
        content,
        structuredContent,
      } = await client.callTool({
        name,
        arguments: input,
      });
      const [block] = content;
      const text = block?.type === "text" ? block.text : "";
      return { isError, text, structure: { ...Object(structuredContent) } };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** Starts the program, as a host does, and speaks to it on its standard input and output. */
export function connectToProgram(
  env: Record<string, string>,
  ...flags: readonly string[]
): Promise<Host> {
  const args = [binary, ...flags];
  return connect(new StdioClientTransport({ command: process.execPath, args, env }));
}

/** Serves in this process as the program does on standard input and output, through memory. */
export function connectByStdio(
  served: HotspotServerOptions,
  options: HostOptions = {},
): Promise<Host> {
  const [transport, other] = InMemoryTransport.createLinkedPair();
  serveStdio(serverFactory(served), { transport: other });
  return connect(transport, options);
}

export const bearer = "a-bearer-token-of-32-characters-and-more";

/** Serves in this process, and speaks to it by HTTP. */
export async function connectByHttp(
  served: HotspotServerOptions,
  options: HostOptions = {},
): Promise<Host & { readonly url: string }> {
  await using started = new AsyncDisposableStack();
  const listening = { host: "127.0.0.1", port: 0, token: bearer, allowedHosts: [] };
  const { url, close } = await serveHttp(serverFactory(served), listening);
  started.defer(close);
  const requestInit = { headers: { Authorization: `Bearer ${bearer}` } };
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit });
  const host = started.use(await connect(transport, options));
  const running = started.move();
  return { ...host, url, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
