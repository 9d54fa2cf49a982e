import { printable } from "./text.ts";

/** How much of a body is shown, in characters. */
const mostShown = 4096;

/** Names of headers whose values are secrets: ours, and what a proxy may add. */
const secretName = /auth|token|cookie|secret|key|password/i;

/**
 * A `fetch` that shows each exchange: the request as a curl line, the answer's status and headers,
 * the beginning of its body. No secret is in it, wherever it occurs.
 */
export function showingFetch(
  show: (text: string) => void,
  secrets: readonly string[],
): (request: Request) => Promise<Response> {
  // A text this short would be found by chance.
  const known = secrets.filter((secret) => secret.length >= 8);
  const tell = (lines: readonly string[]) => {
    const hidden = known.reduce(
      (text, one) => text.replaceAll(one, "[redacted]"),
      lines.join("\n"),
    );
    show(`${hidden.split("\n").map(printable).join("\n")}\n`);
  };
  return async (request) => {
    tell([`> ${await curlOf(request)}`]);
    const started = performance.now();
    try {
      const response = await fetch(request);
      const duration = Math.round(performance.now() - started);
      tell([
        `< ${response.status} ${response.statusText} after ${duration} ms`,
        ...Array.from(response.headers, (header) => `< ${headerOf(...header)}`),
        ...(await bodyOf(response)),
      ]);
      return response;
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      tell([`< no answer: ${cause instanceof Error ? cause.message : String(cause)}`]);
      throw error;
    }
  };
}

async function curlOf(request: Request): Promise<string> {
  const { method, url, headers } = request;
  const body = request.body === null ? "" : await request.clone().text();
  const words = [
    ...(method === "GET" ? [] : ["-X", method]),
    ...Array.from(headers, ([name, value]) =>
      // To be copied and run, by whoever has the token.
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

/** The beginning of a body, as lines. What comes after is left to whom the answer is for. */
async function bodyOf(response: Response): Promise<readonly string[]> {
  const reader = response.clone().body?.getReader();
  if (reader === undefined) return [];
  const decoder = new TextDecoder();
  let text = "";
  let isWhole = false;
  while (!isWhole && text.length <= mostShown) {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    isWhole = done;
  }
  // Not waited for: it ends when the other reader is done.
  if (!isWhole) reader.cancel().catch(() => undefined);
  if (text === "") return [];
  return text.length <= mostShown ? [text] : [`${text.slice(0, mostShown)}… and more`];
}

const beginningOf = (text: string) =>
  text.length <= mostShown
    ? text
    : `${text.slice(0, mostShown)}… and ${text.length - mostShown} more characters`;

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
