import { expectCaught } from "./expect-caught.ts";

expectCaught("statuses", [
  {
    name: "say 201 of what was created",
    patches: [
      {
        file: "operation-route.js",
        from: "reply.code(200)",
        to: 'reply.code(operation.method === "POST" ? 201 : 200)',
      },
    ],
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "say 204 of an empty answer",
    patches: [
      {
        file: "operation-route.js",
        from: "return reply.send();",
        to: "return reply.code(204).send();",
      },
    ],
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "say 422 of what is wrong with the input",
    patches: [
      {
        file: "contract/validation.js",
        from: "throw new ApiError(400,",
        to: "throw new ApiError(422,",
      },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "say 400 of a configuration that does not exist",
    patches: [
      { file: "operations/handler.js", from: "new ApiError(404,", to: "new ApiError(400," },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "say 410 of a configuration that does not exist",
    patches: [
      { file: "operations/handler.js", from: "new ApiError(404,", to: "new ApiError(410," },
    ],
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "say 401 of another project's token",
    patches: [
      {
        file: "auth/access.js",
        from: 'new ApiError(403, "project_id',
        to: 'new ApiError(401, "project_id',
      },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "say 404 of a method that the path does not have",
    patches: [
      { file: "paths.js", from: "return methodNotAllowed(method, [...methods]);", to: "break;" },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "say 500 of a body that is no JSON",
    patches: [
      {
        file: "contract/json-body.js",
        from: 'throw new ApiError(400, "body: is not valid JSON");',
        to: 'throw new Error("body: is not valid JSON");',
      },
    ],
    caughtBy: ["generated requests"],
  },
]);
