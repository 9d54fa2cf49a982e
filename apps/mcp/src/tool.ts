import type { HotspotClient, HotspotOperation } from "@hotspot-session/client";
import type {
  CallToolResult,
  InputRequiredResult,
  McpServer,
  ServerContext,
  StandardSchemaWithJSON,
  ToolAnnotations,
} from "@modelcontextprotocol/server";

import { confirmed } from "./confirmation.ts";
import type { ContractOperation } from "./contract.ts";
import { describeFailure } from "./failure.ts";
import { type AnyImplementation, implementations } from "./operations.ts";
import { inputSchema, outputSchema } from "./schemas.ts";

/** What a host learns of a tool, and what is done when an assistant calls it. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly inputSchema: StandardSchemaWithJSON<never, never>;
  readonly outputSchema?: StandardSchemaWithJSON;
  readonly implementation: AnyImplementation;
  /** The result where the implementation returns nothing. */
  readonly success: string;
}

export function toolOf(operation: ContractOperation): Tool {
  const { id, method, summary, description, success } = operation;
  // A contract with another operation fails to compile: the types of the client come from it.
  const implementation: AnyImplementation = implementations[id as HotspotOperation];
  const output = outputSchema(operation);
  return {
    name: id,
    title: summary,
    description,
    annotations: annotationsOf(method),
    inputSchema: inputSchema(operation, implementation.question !== undefined),
    ...(output && { outputSchema: output }),
    implementation,
    success,
  };
}

/** Adds a tool to a server, to be carried out by the client. */
export function registerTool(server: McpServer, client: HotspotClient, tool: Tool): void {
  const { name, implementation, success, ...config } = tool;
  const { call, question } = implementation;

  async function answer(
    input: never,
    { mcpReq }: ServerContext,
  ): Promise<CallToolResult | InputRequiredResult> {
    const asked = await question?.(input);
    if (asked !== undefined) {
      const consent = confirmed(asked, input, mcpReq, server.server.getClientCapabilities());
      if (typeof consent === "string") return failure(consent);
      if (consent !== true) return consent;
    }
    try {
      const found = await call(client, input, { signal: mcpReq.signal });
      if (found === undefined) return { content: [{ type: "text", text: success }] };
      // Hosts that know no structured results take the text.
      const text = JSON.stringify(found);
      return { content: [{ type: "text", text }], structuredContent: { ...found } };
    } catch (error) {
      return failure(describeFailure(error));
    }
  }

  server.registerTool(name, config, answer);
}

function failure(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

/** What a host may assume of a tool, by the meaning of its method. */
function annotationsOf(method: string): ToolAnnotations {
  return {
    readOnlyHint: method === "GET",
    // A POST adds, every time it is sent; the others set what they are given.
    idempotentHint: method !== "POST",
    destructiveHint: method !== "GET" && method !== "POST",
    // One project of one service, and nothing else.
    openWorldHint: false,
  };
}
