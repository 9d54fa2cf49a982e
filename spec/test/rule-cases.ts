import type { Change } from "./patch.ts";

/** One change to the contract, and what the style guide finds: this and nothing else. */
export interface Broken {
  readonly title: string;
  readonly change: Change;
  readonly rule: string;
  readonly place: string;
  readonly says: string;
}

const configs = "/paths/~1v1~1{project_id}~1hotspot-session-config";
const users = `${configs}~1{config_id}~1non-migration-users`;
const components = "/components";
const createBody = `${configs}/post/requestBody`;
const createdBody = `${configs}/post/responses/200/content/application~1json`;

const remove = (path: string): Change => ({ op: "remove", path });
const replace = (path: string, value: unknown): Change => ({ op: "replace", path, value });
const add = (path: string, value: unknown): Change => ({ op: "add", path, value });

const breaks = (
  title: string,
  change: Change,
  rule: string,
  says: string,
  place = change.path,
): Broken => ({ title, change, rule, place: `#${place}`, says });

/** What each rule of ours finds. */
export const broken: readonly Broken[] = [
  breaks(
    "an operation without one of the eight statuses",
    remove(`${configs}/post/responses/403`),
    "house/operation-statuses",
    "CreateHotspotSessionConfig does not declare the status 403.",
    `${configs}/post/responses`,
  ),
  breaks(
    "a status that upstream does not have",
    add(`${configs}/get/responses/429`, { $ref: "#/components/responses/Unavailable" }),
    "house/operation-statuses",
    "ListHotspotSessionConfig declares the status 429.",
  ),
  breaks(
    "a default response",
    add(`${configs}/get/responses/default`, { $ref: "#/components/responses/Unavailable" }),
    "house/operation-statuses",
    "declares the status default.",
  ),
  breaks(
    "an error whose body has a schema of its own",
    replace(`${users}/patch/responses/500`, {
      description: "The service failed.",
      headers: {
        "X-Request-Id": { $ref: "#/components/headers/RequestId" },
        "Cache-Control": { $ref: "#/components/headers/CacheControl" },
      },
      content: {
        "application/json": {
          schema: { type: "object" },
          examples: { internal: { value: { error_code: "WKS.00000500" } } },
        },
      },
    }),
    "house/error-body",
    "The body of 500 is not application/json with the schema ErrorResponse alone.",
  ),
  breaks(
    "an error without a body",
    replace(`${users}/get/responses/500`, {
      description: "The service failed.",
      headers: {
        "X-Request-Id": { $ref: "#/components/headers/RequestId" },
        "Cache-Control": { $ref: "#/components/headers/CacheControl" },
      },
    }),
    "house/error-body",
    "The body of 500 is not application/json",
  ),
  breaks(
    "an error example with the code of another status",
    replace(
      `${components}/responses/InternalError/content/application~1json/examples/internal/value/error_code`,
      "WKS.00000503",
    ),
    "house/error-codes",
    'its error_code is "WKS.00000503"',
    `${components}/responses/InternalError/content/application~1json/examples/internal/value`,
  ),
  breaks(
    "an error response used for another status than its examples are of",
    replace(`${users}/get/responses/404`, { $ref: "#/components/responses/NotAuthenticated" }),
    "house/error-codes",
    "is used for the status 404",
    `${components}/responses/NotAuthenticated/content/application~1json/examples/missing/value`,
  ),
  ...["X-Request-Id", "Cache-Control"].map((name) =>
    breaks(
      `a response that does not promise ${name}`,
      remove(`${configs}/get/responses/200/headers/${name}`),
      "house/response-headers",
      `The response 200 does not declare the header ${name}.`,
      `${configs}/get/responses/200`,
    ),
  ),
  breaks(
    "a header that is declared but not promised",
    remove(`${components}/headers/RetryAfter/required`),
    "house/response-headers",
    "The response 503 does not require the header Retry-After.",
    `${configs}/post/responses/503`,
  ),
  breaks(
    "a 405 that does not promise which methods there are",
    replace(`${components}/headers/Allow/required`, false),
    "house/response-headers",
    "The response 405 does not require the header Allow.",
    `${configs}/post/responses/405`,
  ),
  breaks(
    "an operationId that is not upstream's",
    replace(`${configs}/get/operationId`, "ListConfigs"),
    "house/operation-ids",
    "The operationId ListConfigs is not one of upstream's.",
  ),
  breaks(
    "an operation of upstream's that is missing",
    replace(`${users}/patch/operationId`, "UpdateUsers"),
    "house/operation-ids",
    "No operation is called UpdateNonMigrationUsers.",
    "/paths",
  ),
  breaks(
    "an open request object",
    remove(`${components}/schemas/UpdateHotspotSessionConfigRequest/additionalProperties`),
    "house/closed-requests",
    "accepts unknown properties",
    `${components}/schemas/UpdateHotspotSessionConfigRequest`,
  ),
  breaks(
    "an open object deep inside a request",
    replace(`${components}/schemas/UserInfo/additionalProperties`, true),
    "house/closed-requests",
    "accepts unknown properties",
    `${components}/schemas/UserInfo`,
  ),
  breaks(
    "an undescribed header",
    remove(`${components}/headers/Allow/description`),
    "house/descriptions",
    "The header has no description.",
    `${components}/headers/Allow`,
  ),
  breaks(
    "an undescribed property",
    remove(
      `${components}/schemas/ListNonMigrationUsersResponse/properties/total_count/description`,
    ),
    "house/descriptions",
    "The property total_count has no description.",
    `${components}/schemas/ListNonMigrationUsersResponse/properties/total_count`,
  ),
  breaks(
    "an undescribed request body",
    remove(`${createBody}/description`),
    "house/descriptions",
    "The request body has no description.",
    createBody,
  ),
  breaks(
    "a response with an empty description",
    replace(`${configs}/post/responses/200/description`, " "),
    "house/descriptions",
    "The response has no description.",
    `${configs}/post/responses/200`,
  ),
  breaks(
    "a parameter without an example",
    remove(`${components}/parameters/UserName/example`),
    "house/examples",
    "The parameter user_name has no example.",
    `${components}/parameters/UserName`,
  ),
  breaks(
    "a header without an example",
    remove(`${components}/headers/Allow/example`),
    "house/examples",
    "The header has no example.",
    `${components}/headers/Allow`,
  ),
  breaks(
    "a request body without an example",
    remove(`${createBody}/content/application~1json/examples`),
    "house/examples",
    "The body has no example.",
    `${createBody}/content/application~1json`,
  ),
  breaks(
    "a response body without an example",
    replace(`${createdBody}/examples`, {}),
    "house/examples",
    "The body has no example.",
    createdBody,
  ),
  breaks(
    "an example that is somewhere else",
    replace(`${createdBody}/examples/with_users`, { externalValue: "with-users.json" }),
    "house/examples",
    '"with_users" has no example.',
    `${createdBody}/examples/with_users`,
  ),
  breaks(
    "a property without an example",
    remove(`${components}/schemas/UserInfo/properties/user_name/examples`),
    "house/examples",
    "The property user_name has no example.",
    `${components}/schemas/UserInfo/properties/user_name`,
  ),
  breaks(
    "a header example that is not valid",
    replace(`${components}/headers/RetryAfter/example`, 0),
    "house/header-examples",
    "The example 0 is not valid: it must be >= 1.",
    `${components}/headers/RetryAfter/example`,
  ),
  breaks(
    "a field of an answer that may be missing",
    replace(`${components}/schemas/ListNonMigrationUsersResponse/required`, ["non_migrate_users"]),
    "house/full-responses",
    "The property total_count is answered, but not required.",
    `${components}/schemas/ListNonMigrationUsersResponse/properties/total_count`,
  ),
  breaks(
    "a new field of an answer that nobody has to fill",
    add(`${components}/schemas/HotspotSessionMigrationConfig/properties/created_at`, {
      description: "When it was created.",
      type: "string",
      examples: ["2026-01-01T00:00:00Z"],
    }),
    "house/full-responses",
    "The property created_at is answered, but not required.",
  ),
  breaks(
    "a field of an error that may be missing",
    replace(`${components}/schemas/ErrorResponse/required`, ["error_msg"]),
    "house/full-responses",
    "The property error_code is answered, but not required.",
    `${components}/schemas/ErrorResponse/properties/error_code`,
  ),
  ...["minimum", "maximum"].map((bound) =>
    breaks(
      `a number that can be sent without a ${bound}`,
      remove(`${components}/schemas/HotspotExitSessionNum/${bound}`),
      "house/bounds",
      `This integer can be sent, and has no ${bound}.`,
      `${components}/schemas/HotspotExitSessionNum`,
    ),
  ),
  breaks(
    "a text that can be sent without an end",
    remove(`${components}/schemas/UserInfo/properties/user_name/maxLength`),
    "house/bounds",
    "This string can be sent, and has no maxLength.",
    `${components}/schemas/UserInfo/properties/user_name`,
  ),
  breaks(
    "a list that can be sent without an end",
    remove(`${components}/schemas/NonMigrateUsers/maxItems`),
    "house/bounds",
    "This array can be sent, and has no maxItems.",
    `${components}/schemas/NonMigrateUsers`,
  ),
  breaks(
    "a parameter without an end",
    remove(`${components}/parameters/UserName/schema/maxLength`),
    "house/bounds",
    "This string can be sent, and has no maxLength.",
    `${components}/parameters/UserName/schema`,
  ),
  breaks(
    "a text that may hold NUL",
    remove(`${components}/parameters/UserName/schema/pattern`),
    "house/text-pattern",
    "its pattern is not the one that refuses NUL",
    `${components}/parameters/UserName/schema`,
  ),
  breaks(
    "a text of a pattern of its own",
    replace(`${components}/schemas/UserInfo/properties/user_id/pattern`, "^[^\\0]*$"),
    "house/text-pattern",
    "its pattern is not the one that refuses NUL",
    `${components}/schemas/UserInfo/properties/user_id`,
  ),
  breaks(
    "a property that is not in snake_case",
    add(`${components}/schemas/UserInfo/properties/userMail`, {
      description: "The user's address.",
      type: "string",
      enum: ["test@example.com"],
      examples: ["test@example.com"],
    }),
    "house/names",
    "The property userMail is not in snake_case.",
  ),
  breaks(
    "a query parameter that is not in snake_case",
    replace(`${components}/parameters/UserName/name`, "userName"),
    "house/names",
    "The parameter userName is not in snake_case.",
    `${components}/parameters/UserName`,
  ),
  breaks(
    "a header parameter that is not in Train-Case",
    replace(`${components}/parameters/RequestId/name`, "x_request_id"),
    "house/names",
    "The parameter x_request_id is not in Train-Case.",
    `${components}/parameters/RequestId`,
  ),
  breaks(
    "a response header that is not in Train-Case",
    add(`${components}/responses/Unavailable/headers/rate-limit`, {
      $ref: "#/components/headers/RetryAfter",
    }),
    "house/names",
    "The header rate-limit is not in Train-Case.",
  ),
  breaks(
    "a type that may be null",
    replace(`${components}/schemas/UserInfo/properties/user_id/type`, ["string", "null"]),
    "house/no-null",
    "This value may be null.",
    `${components}/schemas/UserInfo/properties/user_id`,
  ),
  breaks(
    "a value that may be null among others",
    replace(`${components}/schemas/HotspotSessionMigrationEnable`, {
      description: "Whether sessions migrate.",
      enum: [true, false, null],
      examples: [true],
    }),
    "house/no-null",
    "This value may be null.",
    `${components}/schemas/HotspotSessionMigrationEnable`,
  ),
  ...[
    ["that is a sentence", "Updates a configuration."],
    ["without a capital", "update a configuration"],
    ["that is too long", "Update both of the settings of a configuration"],
  ].map(([title = "", summary]) =>
    breaks(
      `a summary ${title}`,
      replace(`${configs}/get/summary`, summary),
      "house/summaries",
      `The summary of ListHotspotSessionConfig is no title: ${JSON.stringify(summary)}.`,
    ),
  ),
];

/** What Redocly's own rules find, where ours count on them. */
export const brokenForRedocly: readonly Broken[] = [
  breaks(
    "an undescribed parameter",
    remove(`${components}/parameters/Limit/description`),
    "parameter-description",
    "description",
    `${components}/parameters/Limit`,
  ),
  breaks(
    "a parameter example that is not valid",
    replace(`${components}/parameters/Limit/example`, 101),
    "no-invalid-parameter-examples",
    "must be <= 100",
  ),
  breaks(
    "a request example with an unknown property",
    add(
      `${createBody}/content/application~1json/examples/settings_only/value/hotspot_exit_number`,
      1,
    ),
    "no-invalid-media-type-examples",
    "hotspot_exit_number",
  ),
  breaks(
    "a response example that lacks a field",
    remove(`${createdBody}/examples/with_users/value/id`),
    "no-invalid-media-type-examples",
    "id",
    `${createdBody}/examples/with_users/value`,
  ),
  breaks(
    "a property example that is not valid",
    replace(`${components}/schemas/UserInfo/properties/user_id/examples/0`, ""),
    "no-invalid-schema-examples",
    "fewer than 1 characters",
  ),
  breaks(
    "a media type other than JSON",
    add(`${createBody}/content/text~1plain`, {
      schema: { const: "text" },
      examples: { text: { value: "text" } },
    }),
    "request-mime-type",
    "text/plain",
  ),
  breaks(
    "a component that nothing uses",
    add(`${components}/headers/Unused`, {
      description: "Used by nothing.",
      schema: { type: "string" },
      example: "nothing",
    }),
    "no-unused-components",
    "Unused",
  ),
];

/** Changes that are as they should be: the rules stay silent. */
export const sound: readonly { readonly title: string; readonly change: Change }[] = [
  {
    title: "a property described beside its $ref",
    change: add(
      `${components}/schemas/HotspotSessionMigrationConfig/properties/id/description`,
      "The id that the creation answered.",
    ),
  },
  {
    title: "a schema described only where it is used",
    change: replace(`${components}/schemas/UpdateHotspotSessionConfigResponse/properties/id`, {
      description: "The configuration's id.",
      type: "string",
      examples: ["019a2b5e7c1d73e89f4a5b6c7d8e9f01"],
    }),
  },
  {
    title: "a header with named examples",
    change: replace(`${components}/headers/Allow`, {
      description: "The methods that this path has.",
      required: true,
      schema: { type: "string" },
      examples: { one: { value: "PATCH" } },
    }),
  },
  {
    title: "a sent value that lists what it may be in place of bounds",
    change: replace(`${components}/schemas/UserInfo/properties/user_name`, {
      description: "The user's name.",
      type: "string",
      enum: ["test", "night-batch"],
      examples: ["test"],
    }),
  },
  {
    title: "an answered number without a maximum, for it cannot be known",
    change: add(
      `${components}/schemas/ListNonMigrationUsersResponse/properties/total_count/format`,
      "int64",
    ),
  },
  {
    title: "an open response object",
    change: add(`${components}/schemas/ListNonMigrationUsersResponse/additionalProperties`, true),
  },
  {
    title: "an error response written in place",
    change: replace(`${users}/get/responses/500`, {
      description: "The service failed.",
      headers: {
        "X-Request-Id": { $ref: "#/components/headers/RequestId" },
        "Cache-Control": { $ref: "#/components/headers/CacheControl" },
      },
      content: {
        "application/json": {
          schema: { $ref: "#/components/schemas/ErrorResponse" },
          examples: {
            internal: { value: { error_code: "WKS.00000500", error_msg: "internal error" } },
          },
        },
      },
    }),
  },
];
