import type { HotspotClient } from "@hotspot-session/client";
import { McpServer } from "@modelcontextprotocol/server";

import { operations, purpose, title } from "./contract.ts";
import { resources } from "./resources.ts";
import { toolOf } from "./tool.ts";
import { version } from "./version.ts";

export interface HotspotServerOptions {
  readonly client: HotspotClient;
  /** Whether only the operations that read are tools. */
  readonly isReadOnly?: boolean;
}

/** Made once: by HTTP there is a new server for each request. */
const tools = operations.map(toolOf);

/** One server for one connection or request: the operations as tools, the documentation as resources. */
export function createServer({ client, isReadOnly = false }: HotspotServerOptions): McpServer {
  const server = new McpServer(
    { name: "hotspot-session", title, version },
    {
      instructions: purpose,
      capabilities: { tools: { listChanged: false }, resources: { listChanged: false } },
    },
  );
  for (const { isReading, register } of tools) {
    if (isReading || !isReadOnly) register(server, client);
  }
  for (const { name, uri, text, ...described } of resources) {
    const { mimeType } = described;
    server.registerResource(name, uri, described, () => ({ contents: [{ uri, mimeType, text }] }));
  }
  return server;
}
