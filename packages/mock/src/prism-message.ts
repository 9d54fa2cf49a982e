import { type HttpRequest, type HttpResponse, readBody } from "./http-message.ts";

const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

/** A request in the shape that Prism takes, with what Prism would misread written otherwise. */
export function prismRequest(request: HttpRequest) {
  const { method, target, headers, body } = request;
  const { accept: _, ...others } = headers;
  const [path = "", ...query] = target.split("?");
  return {
    method: prismMethod(method),
    url: { path: escapePath(path), query: queryByName(query.join("?")) },
    headers: {
      // No `accept`: the API has one media type and does not negotiate; Prism would answer 406.
      ...others,
      ...contentType(headers),
      // Prism compares the media type only if it knows of a length: a chunked body has none.
      "content-length": String(body.length),
    },
    body: readBody(request).value,
  };
}

/** An answer in the shape that Prism takes. */
export function prismResponse(response: HttpResponse) {
  const { status, headers } = response;
  return {
    statusCode: status,
    headers: { ...headers, ...contentType(headers) },
    body: readBody(response).value,
  };
}

const methods = ["get", "post", "put", "delete", "options", "head", "patch", "trace"] as const;

/** Prism's word for a method; one that it has no word for matches nothing, as `trace` does. */
function prismMethod(method: string): (typeof methods)[number] {
  return methods.find((candidate) => candidate === method.toLowerCase()) ?? "trace";
}

/** Prism throws at what is no media type; with this one it compares, and finds it wrong. */
function contentType(headers: Readonly<Record<string, string>>): Record<string, string> {
  const sent = headers["content-type"];
  return sent === undefined || mediaType.test(sent)
    ? {}
    : { "content-type": "application/octet-stream" };
}

/** Prism takes a bare comma for a list, and throws at what is not percent-encoded UTF-8. */
function escapePath(path: string): string {
  const [, ...segments] = path.split("/");
  // To Prism an empty segment is a parameter, so that `/x/` would be `/x/{id}`: give it no path.
  if (segments.includes("")) return "/";
  return ["", ...segments]
    .map((segment) => {
      try {
        return encodeURIComponent(decodeURIComponent(segment));
      } catch {
        return encodeURIComponent(segment);
      }
    })
    .join("/");
}

function queryByName(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
