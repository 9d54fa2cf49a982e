import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";

import { OpenAPIBackend } from "openapi-backend";

import { type Answer, given, serve } from "./serve.ts";

// openapi-backend on node:http: requests are validated against the contract, answers not.

const { token, headers, body } = given<Answer>();
const answer: unknown = JSON.parse(body);
const send = (status: number) => (_context: unknown, response: ServerResponse) =>
  response.writeHead(status, headers).end(JSON.stringify(answer));

const api = new OpenAPIBackend({
  // Skips only the check of the document itself, which knows no header of OpenAPI 3.1.
  quick: true,
  definition: fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json")),
  securityHandlers: {
    AuthToken: ({ request }) => request.headers["x-auth-token"] === token,
    RequestSignature: () => false,
  },
  handlers: {
    ListHotspotSessionConfig: send(200),
    validationFail: send(400),
    unauthorizedHandler: send(401),
  },
});
await api.init();

serve(({ method = "", url = "/", headers: received }, response) => {
  const [path = "", query = ""] = url.split("?");
  // The contract has no header with several values.
  const single = received as Record<string, string>;
  void api.handleRequest({ method, path, query, headers: single }, response);
});
