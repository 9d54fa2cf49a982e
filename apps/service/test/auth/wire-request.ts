import { createHash, createHmac } from "node:crypto";

/** A request as it goes over the wire: headers may be there twice. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export const edit = (
  request: WireRequest,
  name: string,
  change: (value: string) => string | undefined,
): WireRequest => ({
  ...request,
  headers: request.headers.flatMap(([key, value]) => {
    const changed = key.toLowerCase() === name ? change(value) : value;
    return changed === undefined ? [] : [[key, changed] as const];
  }),
});
export const without = (request: WireRequest, name: string) => edit(request, name, () => undefined);
export const set = (request: WireRequest, name: string, value: string): WireRequest => ({
  ...without(request, name),
  headers: [...without(request, name).headers, [name, value]],
});
export const add = (request: WireRequest, name: string, value: string): WireRequest => ({
  ...request,
  headers: [...request.headers, [name, value]],
});
export const valueOf = (request: WireRequest, name: string): string =>
  request.headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

interface Forgery {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly algorithm?: string;
  readonly payloadHash?: string;
  /** In place of all headers but the authorization. */
  readonly names?: readonly string[];
}

/** A request with a signature of its own over what it holds. */
export function signAs(request: WireRequest, forgery: Forgery): WireRequest {
  const { accessKey, secretKey, algorithm = "SDK-HMAC-SHA256" } = forgery;
  const { method, path, body } = without(request, "authorization");
  const names =
    forgery.names ??
    ["content-type", "host", "x-project-id", "x-sdk-date", "x-security-token"].filter(
      (name) => valueOf(request, name) !== "",
    );
  const [target = "", query = ""] = path.split("?");
  const canonical = [
    method,
    `${target}/`,
    query,
    ...names.map((name) => `${name}:${valueOf(request, name)}`),
    "",
    names.join(";"),
    forgery.payloadHash ?? sha256(body),
  ].join("\n");
  const text = [algorithm, valueOf(request, "x-sdk-date"), sha256(canonical)].join("\n");
  const signature = createHmac("sha256", secretKey).update(text).digest("hex");
  const value = `${algorithm} Access=${accessKey}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return set(request, "authorization", value);
}
