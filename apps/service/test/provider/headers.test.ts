import { expectCaught } from "./expect-caught.ts";

const ofEvery = '"cache-control": "no-store",';

expectCaught("headers", [
  {
    name: "lack Cache-Control",
    patches: [{ file: "raw-answers.js", from: ofEvery, to: "" }],
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "let caches keep an answer",
    patches: [{ file: "raw-answers.js", from: ofEvery, to: '"cache-control": "private",' }],
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
  {
    name: "let caches keep an answer that is given again",
    patches: [{ file: "kept-answers.js", from: '"no-store",', to: '"private",' }],
    caughtBy: ["verified calls", "generated requests"],
  },
  {
    name: "have an id that is not the caller's",
    patches: [
      {
        file: "request-id.js",
        from: "? given : newRequestId()",
        to: "? newRequestId() : newRequestId()",
      },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "have an id that no log can hold",
    patches: [
      {
        file: "request-id.js",
        from: "const newRequestId = () => ",
        to: 'const newRequestId = () => "#" + ',
      },
    ],
    caughtBy: ["verified calls"],
  },
  {
    name: "lack Allow",
    patches: [{ file: "errors.js", from: 'Allow: allowed.join(", "),', to: "" }],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "allow a method that is not there",
    patches: [
      { file: "errors.js", from: 'allowed.join(", ")', to: '[...allowed, "HEAD"].join(", ")' },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "tell what the service is made of",
    patches: [
      { file: "raw-answers.js", from: ofEvery, to: `${ofEvery} "x-powered-by": "Fastify",` },
    ],
    caughtBy: ["generated requests"],
  },
  {
    name: "have another content type",
    patches: [
      {
        file: "operation-route.js",
        from: '"application/json; charset=utf-8"',
        to: '"text/json; charset=utf-8"',
      },
    ],
    caughtBy: ["verified calls", "workflows", "generated requests"],
  },
]);
