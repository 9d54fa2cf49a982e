import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

import type { HotspotClient } from "@hotspot-session/client";

import type { Context } from "./context.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { adviceOnStatus, exitCodeOfStatus, Failure } from "./failure.ts";
import { printable } from "./text.ts";
import { UsageError } from "./usage-error.ts";

/** A call as it was asked for. */
interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly isWithHead: boolean;
}

/** How long the head of an answer may take, in milliseconds. */
const timeout = 30_000;

/**
 * Makes the call and writes what is answered.
 *
 * @throws Failure if there is no answer, or its status is that of an error
 */
export async function callApi(context: Context, call: ApiCall): Promise<ExitCode> {
  const { output, streams } = context;
  const { method } = call;
  if (call.body !== undefined && (method === "GET" || method === "HEAD")) {
    throw new UsageError(`--data: a ${method} has no body`);
  }
  const hotspot = await context.client();
  const path = pathOf(call.path, hotspot.projectId);
  const body = await bodyOf(context, call.body);
  const response = await send(hotspot, method, path, body, context.signal);
  if (call.isWithHead) {
    const headers = Array.from(response.headers, ([name, value]) => `${name}: ${value}`);
    const lines = [`HTTP ${response.status} ${response.statusText}`.trimEnd(), ...headers];
    await output.text(lines.map((line) => `${printable(line)}\n`).join("") + "\n");
  }
  const decoder = new TextDecoder();
  let last = "\n";
  for await (const chunk of response.body ?? []) {
    const piece = decoder.decode(chunk, { stream: true });
    if (piece === "") continue;
    last = piece;
    await output.text(streams.out.isTTY ? piece.split("\n").map(printable).join("\n") : piece);
  }
  if (streams.out.isTTY && !last.endsWith("\n")) await output.text("\n");
  if (response.ok) return exitCode.done;
  const { status } = response;
  const id = response.headers.get("x-request-id");
  throw new Failure(
    exitCodeOfStatus(status),
    `the answer was ${status}${id === null ? "" : ` (request id ${id})`}. ${adviceOnStatus(status, false)}`,
  );
}

function pathOf(template: string, projectId: string): string {
  const path = template.replaceAll("{project_id}", encodeURIComponent(projectId));
  const [unknown] = /\{[^}]*\}?/.exec(path) ?? [];
  if (unknown === undefined) return path;
  throw new UsageError(`PATH: only {project_id} stands for something, not ${unknown}`);
}

async function bodyOf({ streams }: Context, given: string | undefined) {
  if (given === "-") return text(streams.in);
  if (!given?.startsWith("@")) return given;
  try {
    return await readFile(given.slice(1), "utf8");
  } catch (error) {
    throw new UsageError(`--data: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Sends it by the client, whose methods are for the operations of the contract alone. */
async function send(
  { raw }: HotspotClient,
  method: string,
  path: string,
  body: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  let answer: Response | undefined;
  raw.use({
    onResponse({ response }) {
      answer = response;
      // The client would read the answer and take it apart; this one is empty.
      return new Response(null);
    },
  });
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  const timer = setTimeout(() => controller.abort(new Error(`none in ${timeout} ms`)), timeout);
  try {
    // Typed for the paths of the contract; this one is whatever somebody typed.
    await Reflect.apply(raw.request, raw, [
      method.toLowerCase(),
      path,
      {
        signal: controller.signal,
        ...(body !== undefined && {
          body,
          bodySerializer: (json: string) => json,
          headers: { "Content-Type": "application/json" },
        }),
      },
    ]);
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error;
    const { cause = error } = error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(
      exitCode.unavailable,
      `no answer (${why}). Is the service running, and its URL right? See hotspot whoami.`,
    );
  } finally {
    clearTimeout(timer);
  }
  if (answer === undefined) throw new Error("the client answered nothing");
  return answer;
}
