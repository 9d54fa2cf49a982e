import type { Service } from "../service.ts";

/** The settings of a configuration, as the body of a valid creation. */
export const settings = '{"hotspot_session_migration_enable":true,"hotspot_exit_session_num":1}';

export const json = "Content-Type: application/json";
export const close = "Connection: close";

/** The head of a request, or a whole one without a body, line by line. */
export const head = (...lines: readonly string[]) => [...lines, "", ""].join("\r\n");

/** Requests to one service, as text, by its admin. */
export function requestsTo({ token, configs }: Pick<Service, "token" | "configs">) {
  const auth = `X-Auth-Token: ${token}`;
  const creation = (...headers: readonly string[]) =>
    head(`POST ${configs} HTTP/1.1`, "Host: a", auth, ...headers);
  return {
    auth,
    configs,
    get: (path = configs, ...headers: readonly string[]) =>
      head(`GET ${path} HTTP/1.1`, "Host: a", auth, ...headers),
    /** The head of a creation; the body is the test's. */
    creation,
    post: (body: string, ...headers: readonly string[]) =>
      creation(json, `Content-Length: ${Buffer.byteLength(body)}`, ...headers) + body,
  };
}

export type Requests = ReturnType<typeof requestsTo>;

/** As the body of a request of `Transfer-Encoding: chunked`, without its end. */
export const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
