import { fileURLToPath } from "node:url";

import express, { type ErrorRequestHandler } from "express";
import { middleware } from "express-openapi-validator";

import { type Answer, given, serve } from "./serve.ts";

// Express with express-openapi-validator: requests are validated against the contract, answers not.

const { token, headers, body } = given<Answer>();
const answer: unknown = JSON.parse(body);
const app = express().disable("etag").disable("x-powered-by").use(express.json());
app.use(
  middleware({
    apiSpec: fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json")),
    validateSecurity: {
      handlers: {
        AuthToken: (request) => request.headers["x-auth-token"] === token,
        RequestSignature: () => false,
      },
    },
  }),
);
app.get("/v1/:project_id/hotspot-session-config", (_request, response) => {
  response.set(headers).json(answer);
});
const refuse: ErrorRequestHandler = ({ status }, _request, response, _next) =>
  response.sendStatus(status);
app.use(refuse);
serve(app);
