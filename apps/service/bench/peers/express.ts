import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import express, { type ErrorRequestHandler } from "express";
import { middleware } from "express-openapi-validator";

import { given } from "./given.ts";
import { listen } from "./listen.ts";

// Express with express-openapi-validator: requests are checked against the contract, answers are
// not. What it would do beyond that by default (ETag, X-Powered-By) is off.

const { token, headers, body } = given();
const answer: unknown = JSON.parse(body);

const app = express().disable("etag").disable("x-powered-by").use(express.json());
app.use(
  middleware({
    apiSpec: fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json")),
    validateRequests: true,
    validateResponses: false,
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
const refuse: ErrorRequestHandler = (error, _request, response, _next) => {
  response.sendStatus(error.status ?? 500);
};
app.use(refuse);
listen(createServer(app));
