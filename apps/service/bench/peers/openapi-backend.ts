import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";

import { OpenAPIBackend } from "openapi-backend";

import { type Answer, given, serve } from "./serve.ts";

// openapi-backend on node:http: requests are validated against the contract, answers are not.

const { token, headers, body } = given<Answer>();
const answer: unknown = JSON.parse(body);

const refuse = (status: number) => (_context: unknown, response: ServerResponse) =>
  response.writeHead(status).end();

const api = new OpenAPIBackend({
  // Skips only the check of the document itself, which knows no header of OpenAPI 3.1.
  quick: true,
  definition: fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json")),
  securityHandlers: {
    AuthToken: ({ request }) => request.headers["x-auth-token"] === token,
    RequestSignature: () => false,
  },
  handlers: {
    ListHotspotSessionConfig: (_context, response: ServerResponse) =>
      response.writeHead(200, headers).end(JSON.stringify(answer)),
    unauthorizedHandler: refuse(401),
    validationFail: refuse(400),
    notFound: refuse(404),
  },
});
await api.init();

serve(({ method = "", url = "/", headers: received }, response) => {
  const [path = "", query = ""] = url.split("?");
  // The contract has no header with several values.
  const single = received as Record<string, string>;
  void api.handleRequest({ method, path, query, headers: single }, response);
});
