import { type Defect, validation } from "../defect.ts";

/** What may be wrong with the statuses of a service. */
export const statuses: readonly Defect[] = [
  {
    name: "say 201 of what was created",
    patches: [
      {
        file: "operations/route.js",
        from: "request.id, 200, json, body)",
        to: 'request.id, operation.method === "POST" ? 201 : 200, json, body)',
      },
    ],
    caughtBy: {
      "verified calls": /^POST .* response: Unable to match the returned status code/,
      "generated requests": /^POST .*expected 201 to be 200/,
      workflows: /^configurations\/create: .*answered 201/,
    },
  },
  {
    name: "say 204 of an empty answer",
    patches: [
      {
        file: "operations/route.js",
        from: "request.id, 200, {})",
        to: "request.id, 204, {})",
      },
    ],
    caughtBy: {
      "verified calls":
        /^PATCH .*non-migration-users response: Unable to match the returned status code/,
      "generated requests": /^PATCH .*expected 204 to be 200/,
      workflows: /^exempt-users\/add: .*answered 204/,
    },
  },
  {
    name: "say 422 of what is wrong with the input",
    patches: [
      {
        file: "errors.js",
        from: "return new ApiError(400, error.message);",
        to: "return new ApiError(422, error.message);",
      },
    ],
    caughtBy: {
      "generated requests": /expected 422 to be 400/,
      workflows: /^refusals\/pageTooLarge: .*answered 422/,
    },
  },
  {
    name: "say 400 of a configuration that does not exist",
    patches: [
      { file: "operations/handler.js", from: "new ApiError(404,", to: "new ApiError(400," },
    ],
    caughtBy: {
      "generated requests": /no such configuration.*expected 400 to be 404/,
      workflows: /^refusals\/configUnknown: .*answered 400/,
    },
  },
  {
    name: "say 410 of a configuration that does not exist",
    patches: [
      { file: "operations/handler.js", from: "new ApiError(404,", to: "new ApiError(410," },
    ],
    caughtBy: {
      "verified calls":
        /0{32}\/non-migration-users response: Unable to match the returned status code/,
      "generated requests": /no such configuration.*expected 410 to be 404/,
      workflows: /^refusals\/configUnknown: .*answered 410/,
    },
  },
  {
    name: "say 401 of another project's token",
    patches: [
      {
        file: "auth/caller.js",
        from: 'new ApiError(403, "project_id',
        to: 'new ApiError(401, "project_id',
      },
    ],
    caughtBy: {
      "generated requests": /belong to another project.*expected 401 to be 403/,
      workflows: /^refusals\/otherProject: .*answered 401/,
    },
  },
  {
    name: "say 404 of a method that the path does not have",
    patches: [
      {
        file: "http/paths.js",
        from: "return methodNotAllowed(method, [...methods]);",
        to: "break;",
      },
    ],
    caughtBy: {
      workflows: /^refusals\/methodUnknown: .*answered 404/,
      "generated requests": /^PUT .*expected 404 to be 405/,
    },
  },
  {
    name: "say 500 of a body that is no JSON",
    patches: [
      {
        file: `${validation}/json-body.js`,
        from: 'throw invalid("body", "is not valid JSON");',
        to: 'throw new Error("body: is not valid JSON");',
      },
    ],
    caughtBy: {
      "generated requests": /^POST .*expected 500 to be 400/,
    },
  },
];
