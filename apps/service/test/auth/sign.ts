import { signRequest, type AccessKeyCredentials } from "@hotspot-session/signature";

import type { Request } from "../service.ts";

export interface Signing {
  readonly now?: Date;
  readonly projectId?: string;
  /** Where it is sent. */
  readonly origin?: string;
  /** Headers that are set before the request is signed. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request of the tests with a signature in place of a token. */
export async function sign(
  request: Request,
  { accessKey, secretKey, securityToken }: AccessKeyCredentials,
  { headers = {}, origin = "http://hotspot.test", ...options }: Signing = {},
): Promise<Request & { readonly headers: Readonly<Record<string, string>> }> {
  const { method, url, body } = request;
  const text = body === undefined ? undefined : JSON.stringify(body);
  const sent = { ...headers, ...(text !== undefined && { "content-type": "application/json" }) };
  const signed = await signRequest(
    { method, url: `${origin}${url}`, headers: new Headers(sent), body: text },
    { accessKey, secretKey, securityToken },
    options,
  );
  return {
    method,
    url,
    ...(text !== undefined && { body: text }),
    token: undefined,
    headers: { host: new URL(origin).host, ...sent, ...signed },
  };
}
