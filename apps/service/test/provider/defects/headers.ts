import type { Defect } from "../defect.ts";

const ofEvery = '"cache-control": "no-store",';

/** What may be wrong with the headers of a service. */
export const headers: readonly Defect[] = [
  {
    name: "lack Cache-Control",
    patches: [{ file: "http/answer.js", from: ofEvery, to: "" }],
    caughtBy: {
      "verified calls": /response\.header: .*required property 'cache-control'/,
      "generated requests": /answered 200 .*Cache-Control is missing/,
      workflows: /cache-control == 'no-store'.*answered 200/,
    },
  },
  {
    name: "let caches keep an answer",
    patches: [{ file: "http/answer.js", from: ofEvery, to: '"cache-control": "private",' }],
    caughtBy: {
      "verified calls": /^POST .*response\.header\.cache-control: .*must be equal to constant/,
      "generated requests": /^POST .*Cache-Control: private/,
      workflows: /cache-control == 'no-store'.*answered 200/,
    },
  },
  {
    name: "have an id that is not the caller's",
    patches: [
      {
        file: "http/request-id.js",
        from: ": given;",
        to: ": newRequestId();",
      },
    ],
    caughtBy: {
      "generated requests": /X-Request-Id: expected '[0-9a-f]{32}' to be 'generated\.request-1'/,
      workflows: /x-request-id == 'flow-create'.*answered 200/,
    },
  },
  {
    name: "have an id that no log can hold",
    patches: [
      {
        file: "http/request-id.js",
        from: "const newRequestId = () => ",
        to: 'const newRequestId = () => "#" + ',
      },
    ],
    caughtBy: {
      "verified calls": /response\.header\.x-request-id: .*must match pattern/,
    },
  },
  {
    name: "lack Allow",
    patches: [{ file: "errors.js", from: 'Allow: allowed.join(", "),', to: "" }],
    caughtBy: {
      "generated requests": /^PUT .*answered 405 .*Allow is missing/,
      workflows: /^refusals\/methodUnknown: \^\(GET, POST.*answered 405/,
    },
  },
  {
    name: "allow a method that is not there",
    patches: [
      { file: "errors.js", from: 'allowed.join(", ")', to: '[...allowed, "HEAD"].join(", ")' },
    ],
    caughtBy: {
      "generated requests": /^PUT .*Allow: expected \[ 'GET', 'HEAD', 'POST' \]/,
      workflows: /^refusals\/methodUnknown: \^\(GET, POST.*answered 405/,
    },
  },
  {
    name: "tell what the service is made of",
    patches: [
      { file: "http/answer.js", from: ofEvery, to: `${ofEvery} "x-powered-by": "Fastify",` },
    ],
    caughtBy: {
      "generated requests": /undeclared headers: expected \[ 'x-powered-by' \]/,
    },
  },
  {
    name: "have another content type",
    patches: [
      {
        file: "operations/route.js",
        from: '"content-type": jsonType',
        to: '"content-type": "text/json; charset=utf-8"',
      },
    ],
    caughtBy: {
      "verified calls": /media type "text\/json; charset=utf-8" does not match/,
      "generated requests": /Content-Type: expected 'text\/json; charset=utf-8'/,
      workflows: /^configurations\/create: \$response\.body#.*answered 200 without a body/,
    },
  },
];
