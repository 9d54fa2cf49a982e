import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

import type { HotspotClient } from "@hotspot-session/client";

import type { Context } from "./context.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { adviceOnStatus, exitCodeOfStatus, Failure } from "./failure.ts";
import { messageOf, printable, printableJson } from "./text.ts";
import { UsageError } from "./usage-error.ts";

/** What the command line says of a call beside its method and path. */
export interface ApiFlags {
  readonly data?: string;
  readonly field?: readonly string[];
  readonly header?: readonly string[];
  readonly include?: boolean;
  readonly paginate?: boolean;
}

/** How long a call may take in all, in milliseconds. */
const timeout = 120_000;

/**
 * Makes the call and writes the answer; with `paginate`, those of all pages.
 *
 * @throws Failure if there is no answer, or its status is that of an error
 */
export async function callApi(
  context: Context,
  method: string,
  template: string,
  flags: ApiFlags,
): Promise<ExitCode> {
  const isRead = method === "GET" || method === "HEAD";
  if (flags.data !== undefined && (isRead || flags.field !== undefined)) {
    throw new UsageError(isRead ? `--data: a ${method} has no body` : "give --data or --field");
  }
  if (flags.paginate && method !== "GET") throw new UsageError("--paginate is for GET");
  const hotspot = await context.client();
  const fields = pairsOf("--field", flags.field, "=");
  const path = withQuery(pathOf(template, hotspot.projectId), isRead ? fields : []);
  const body = isRead ? undefined : await bodyOf(context, flags.data, fields);
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const headers = { ...json, ...headersOf(flags.header) };
  const send = senderOf(hotspot, context.signal, method, { headers, body });

  const seen = new Set<string>();
  for (let offset: number | undefined; ;) {
    const page = offset === undefined ? path : withQuery(path, [["offset", String(offset)]]);
    const { response, answer } = await send(page);
    const next = flags.paginate && response.ok ? nextPage(path, offset, answer) : undefined;
    if (next !== undefined && seen.size === seen.add(next.ends).size) {
      throw new Failure(exitCode.unavailable, "the server answers the same page again and again.");
    }
    // The page after the last is empty, and only shows that the one before was the last.
    if (offset === undefined || next !== undefined || !response.ok) {
      const end = flags.paginate && !answer.endsWith("\n") ? "\n" : "";
      await writeAnswer(context, response, answer + end, flags.include === true);
    }
    if (!response.ok) throw failureOf(response);
    if (next === undefined) return exitCode.done;
    offset = next.offset;
  }
}

async function writeAnswer(
  { output, streams }: Context,
  response: Response,
  answer: string,
  isWithHead: boolean,
): Promise<void> {
  if (isWithHead) {
    const headers = Array.from(response.headers, ([name, value]) => `${name}: ${value}`);
    const lines = [`HTTP ${response.status} ${response.statusText}`.trimEnd(), ...headers];
    await output.text(lines.map((line) => `${printable(line)}\n`).join("") + "\n");
  }
  if (streams.out.isTTY !== true || answer === "") return output.text(answer);
  const value = parseJson(answer);
  const shown =
    value === undefined
      ? answer.trimEnd().split("\n").map(printable).join("\n")
      : printableJson(value, 2);
  return output.text(`${shown}\n`);
}

function failureOf({ status, headers }: Response): Failure {
  const id = headers.get("x-request-id");
  return new Failure(
    exitCodeOfStatus(status),
    `the answer was ${status}${id === null ? "" : ` (request id ${id})`}. ${adviceOnStatus(status, false)}`,
  );
}

/**
 * Where the next page begins, and the ends of this one, which no other page has; undefined after the
 * last, or where it is not a page of a list.
 */
function nextPage(path: string, offset: number | undefined, answer: string) {
  const page = Object(parseJson(answer));
  const entries: unknown = Object.values(page).find(Array.isArray);
  if (!Array.isArray(entries) || entries.length === 0) return undefined;
  const from = offset ?? Number(new URL(path, "http://any").searchParams.get("offset") ?? 0);
  return { offset: from + entries.length, ends: JSON.stringify([entries[0], entries.at(-1)]) };
}

function parseJson(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}

function pathOf(template: string, projectId: string): string {
  const path = template.replaceAll("{project_id}", encodeURIComponent(projectId));
  const [unknown] = /\{[^}]*\}?/.exec(path) ?? [];
  if (unknown === undefined) return path;
  throw new UsageError(`only {project_id} stands for something in a path, not ${unknown}`);
}

/** The path with these parameters in its query, in place of those of the same name. */
function withQuery(path: string, fields: readonly (readonly [string, string])[]): string {
  if (fields.length === 0) return path;
  const [base = "", ...query] = path.split("?");
  const parameters = new URLSearchParams(query.join("?"));
  for (const [name, value] of fields) parameters.set(name, value);
  return `${base}?${parameters}`;
}

function pairsOf(option: string, texts: readonly string[] = [], separator: string) {
  return texts.map((one): [string, string] => {
    const [name = "", ...value] = one.split(separator);
    if (name === "" || value.length === 0) {
      throw new UsageError(
        `${option}: must be a name and a value with "${separator}" between them`,
      );
    }
    const joined = value.join(separator);
    return [name, separator === ":" ? joined.trim() : joined];
  });
}

/** Checked here: the words of the platform for a wrong one repeat its value, which may be a secret. */
function headersOf(texts: ApiFlags["header"]): Readonly<Record<string, string>> {
  const headers = new Headers();
  for (const [index, [name, value]] of pairsOf("--header", texts, ":").entries()) {
    try {
      headers.set(name, value);
    } catch {
      throw new UsageError(`--header: number ${index + 1} cannot be sent as a header`);
    }
  }
  return Object.fromEntries(headers);
}

async function bodyOf(
  { streams }: Context,
  data: string | undefined,
  fields: readonly [string, string][],
): Promise<string | undefined> {
  if (fields.length > 0) {
    // A number of more digits is not exact: it is an id, and stays text.
    const typed = fields.map(([name, value]) => [
      name,
      /^(true|false|null|-?(0|[1-9]\d{0,14})(\.\d+)?)$/.test(value) ? JSON.parse(value) : value,
    ]);
    return JSON.stringify(Object.fromEntries(typed));
  }
  if (data === "-") return text(streams.in);
  if (!data?.startsWith("@")) return data;
  try {
    return await readFile(data.slice(1), "utf8");
  } catch (error) {
    throw new UsageError(`--data: ${messageOf(error)}`);
  }
}

/** Sends by the client, whose methods are for the operations of the contract alone. */
function senderOf({ raw }: HotspotClient, signal: AbortSignal, method: string, init: object) {
  let received: Response | undefined;
  raw.use({
    onResponse({ response }) {
      received = response;
      // The client would read the answer and take it apart; this one is empty.
      return new Response(null);
    },
  });
  return async (path: string) => {
    const ending = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
    try {
      // Typed for the paths of the contract; this one is any.
      await Reflect.apply(raw.request, raw, [
        method.toLowerCase(),
        path,
        { ...init, signal: ending, bodySerializer: (json: string) => json },
      ]);
      if (received === undefined) throw new Error("the client answered nothing");
      return { response: received, answer: await received.text() };
    } catch (error) {
      if (signal.aborted && !/^(GET|HEAD|OPTIONS)$/.test(method)) {
        throw new Failure(exitCode.interrupted, "The call may be carried out all the same.");
      }
      if (signal.aborted || !(error instanceof Error)) throw error;
      const { cause = error } = error;
      throw new Failure(
        exitCode.unavailable,
        `no answer (${messageOf(cause)}). Is the service running, and its URL right? See hotspot whoami.`,
      );
    }
  };
}
