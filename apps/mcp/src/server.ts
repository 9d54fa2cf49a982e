import type { HotspotClient } from "@hotspot-session/client";
import { McpServer } from "@modelcontextprotocol/server";

import { operations, purpose, title } from "./contract.ts";
import { fileTool } from "./file-tool.ts";
import { resources } from "./resources.ts";
import { registerTool, toolOf } from "./tool.ts";
import { version } from "./version.ts";

export interface HotspotServerOptions {
  readonly client: HotspotClient;
  /** Whether only the operations that read are tools. */
  readonly isReadOnly?: boolean;
  /** The folder of files that list users; without it, no tool reads files. */
  readonly files?: string | undefined;
}

/**
 * The operations as tools, the documentation as resources.
 *
 * @returns what makes a server, as each connection and each request by HTTP has its own
 */
export function serverFactory(options: HotspotServerOptions): () => McpServer {
  const { client, isReadOnly = false, files } = options;
  const tools = [
    ...operations.map(toolOf),
    ...(files === undefined ? [] : [fileTool(files)]),
  ].filter(({ annotations }) => annotations.readOnlyHint || !isReadOnly);
  return () => {
    const server = new McpServer(
      { name: "hotspot-session", title, version },
      {
        instructions: purpose,
        capabilities: { tools: { listChanged: false }, resources: { listChanged: false } },
      },
    );
    for (const tool of tools) registerTool(server, client, tool);
    for (const { name, uri, text, ...described } of resources) {
      const contents = [{ uri, mimeType: described.mimeType, text }];
      server.registerResource(name, uri, described, () => ({ contents }));
    }
    return server;
  };
}
