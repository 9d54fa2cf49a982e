import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";

import { type Context, OpenAPIBackend } from "openapi-backend";

import { given } from "./given.ts";
import { listen } from "./listen.ts";

// openapi-backend on node:http: requests are checked against the contract, answers are not.

const { token, headers, body } = given();
const answer: unknown = JSON.parse(body);

function refuse(status: number) {
  return (_context: Context, _request: IncomingMessage, response: ServerResponse) =>
    response.writeHead(status).end();
}

const api = new OpenAPIBackend({
  // Skips only its check of the document itself, which knows no header of OpenAPI 3.1.
  quick: true,
  definition: fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json")),
  securityHandlers: {
    AuthToken: ({ request }) => request.headers["x-auth-token"] === token,
    RequestSignature: () => false,
  },
  handlers: {
    ListHotspotSessionConfig: (_context, _request: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200, headers).end(JSON.stringify(answer));
    },
    unauthorizedHandler: refuse(401),
    validationFail: refuse(400),
    notFound: refuse(404),
    methodNotAllowed: refuse(405),
  },
});
await api.init();

listen(
  createServer((request, response) => {
    const { method = "", url = "/" } = request;
    // The contract has no header with several values.
    const received = request.headers as Record<string, string>;
    const [path = "", query = ""] = url.split("?");
    void api.handleRequest({ method, path, query, headers: received }, request, response);
  }),
);
