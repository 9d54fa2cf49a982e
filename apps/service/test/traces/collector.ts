import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A span as OTLP's JSON has it, with its attributes and those of its resource as objects. */
export interface CollectedSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly status: { readonly code?: number };
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Receives traces by OTLP over HTTP, as a collector of OpenTelemetry does. */
export async function startCollector() {
  const received: { readonly path: string; readonly type: string; readonly body: Buffer }[] = [];
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = "", headers } = request;
    received.push({ path: url, type: headers["content-type"] ?? "", body: await buffer(request) });
    response.setHeader("content-type", "application/json").end("{}");
  }
  const server = createServer((request, response) => void receive(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    spans: (): CollectedSpan[] => received.flatMap(({ body }) => spansOf(body.toString("utf8"))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function spansOf(text: string): CollectedSpan[] {
  const found: CollectedSpan[] = [];
  for (const { resource, scopeSpans } of JSON.parse(text).resourceSpans) {
    for (const { spans } of scopeSpans) {
      for (const span of spans) {
        const attributes = valuesOf(span.attributes);
        found.push({ ...span, attributes, resource: valuesOf(resource.attributes) });
      }
    }
  }
  return found;
}

const valuesOf = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
