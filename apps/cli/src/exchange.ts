import type { Sink } from "./streams.ts";
import { messageOf, printable } from "./text.ts";

/** How much of a body is shown, in characters. */
const mostShown = 4096;

/** Names of headers whose values are secrets: ours, and what a proxy may add. */
const secretName = /auth|token|cookie|secret|key|password/i;

type Fetch = (request: Request) => Promise<Response>;

/**
 * A `fetch` that shows each exchange: the request as a curl line, the answer's status and headers,
 * the beginning of its body.
 */
export function showingFetch(fetch: Fetch, sink: Sink): Fetch {
  const show = (lines: readonly string[]) => {
    const shown = lines.flatMap((line) => line.split("\n")).map(printable);
    return sink.write(`${shown.join("\n")}\n`);
  };
  // Hidden before it is cut: half a secret is not recognised.
  const beginningOf = (text: string) => {
    const hidden = sink.hide(text);
    return hidden.length <= mostShown ? hidden : `${hidden.slice(0, mostShown)}… and more`;
  };
  return async (request) => {
    await show([`> ${await curlOf(request, beginningOf)}`]);
    const started = performance.now();
    try {
      const response = await fetch(request);
      const duration = Math.round(performance.now() - started);
      await show([
        `< ${response.status} ${response.statusText} after ${duration} ms`,
        ...Array.from(response.headers, (header) => `< ${headerOf(...header)}`),
        beginningOf(await beginningOfBody(response)),
      ]);
      return response;
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      await show([`< no answer: ${messageOf(cause)}`]);
      throw error;
    }
  };
}

async function curlOf(request: Request, beginningOf: (text: string) => string): Promise<string> {
  const { method, url, headers } = request;
  const body = request.body === null ? "" : await request.clone().text();
  const words = [
    ...(method === "GET" ? [] : ["-X", method]),
    ...Array.from(headers, ([name, value]) =>
      // To be copied and run with the token in the environment.
      name === "x-auth-token"
        ? `-H "${name}: $HOTSPOT_TOKEN"`
        : `-H ${quoted(headerOf(name, value))}`,
    ),
    ...(body === "" ? [] : [`-d ${quoted(beginningOf(body))}`]),
    quoted(url),
  ];
  return `curl ${words.join(" ")}`;
}

const headerOf = (name: string, value: string) =>
  `${name}: ${secretName.test(name) ? "[redacted]" : value}`;

/** More of a body than is shown, so that a secret at the end of that is whole. The rest is left. */
async function beginningOfBody(response: Response): Promise<string> {
  const reader = response.clone().body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  while (text.length <= 2 * mostShown) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    if (done) return text;
  }
  // Not waited for: it ends when the other reader is done.
  reader.cancel().catch(() => undefined);
  return text;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
