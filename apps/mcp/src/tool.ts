import type { HotspotClient, HotspotOperation } from "@hotspot-session/client";
import type {
  CallToolResult,
  InputRequiredResult,
  McpServer,
  ServerContext,
  ToolAnnotations,
} from "@modelcontextprotocol/server";

import { confirmed } from "./confirmation.ts";
import type { ContractOperation } from "./contract.ts";
import { describeFailure } from "./failure.ts";
import { type AnyImplementation, implementations } from "./operations.ts";
import { inputSchema, outputSchema } from "./schemas.ts";

/** An operation as a tool. */
export interface Tool {
  /** Whether it changes nothing. */
  readonly isReading: boolean;
  /** Adds it to a server, to be carried out by the client. */
  register(server: McpServer, client: HotspotClient): void;
}

export function toolOf(operation: ContractOperation): Tool {
  const { id, method, summary, description, success } = operation;
  // A contract with another operation fails to compile: the types of the client come from it.
  const { call, question }: AnyImplementation = implementations[id as HotspotOperation];
  const output = outputSchema(operation);
  const config = {
    title: summary,
    description,
    annotations: annotationsOf(method),
    inputSchema: inputSchema(operation, question !== undefined),
    ...(output && { outputSchema: output }),
  };

  async function answer(
    input: never,
    { mcpReq }: ServerContext,
    { client, server }: { readonly client: HotspotClient; readonly server: McpServer },
  ): Promise<CallToolResult | InputRequiredResult> {
    const asked = question?.(input);
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

  return {
    isReading: method === "GET",
    register(server, client) {
      server.registerTool(id, config, (input, context) =>
        answer(input, context, { client, server }),
      );
    },
  };
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
