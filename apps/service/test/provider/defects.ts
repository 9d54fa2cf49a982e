import type { Defect } from "./defect.ts";
import { bodies } from "./defects/bodies.ts";
import { checks } from "./defects/checks.ts";
import { headers } from "./defects/headers.ts";
import { lists } from "./defects/lists.ts";
import { statuses } from "./defects/statuses.ts";
import { writes } from "./defects/writes.ts";

/** The mistakes that the nets are shown to catch, by what of the service has them. */
export const defects: Readonly<Record<string, readonly Defect[]>> = {
  bodies,
  checks,
  headers,
  lists,
  statuses,
  writes,
};

/**
 * Services that are so broken that every net finds much: what it finds then is to count for none of
 * the defects.
 */
export const wrecks: readonly Defect[] = [
  {
    name: "answers 500, whatever it is asked",
    patches: [
      {
        file: "operations/route.js",
        from: "const credentials = await authenticate",
        to: 'throw new Error("wrecked");\n            const credentials = await authenticate',
      },
    ],
    caughtBy: {},
  },
  {
    name: "hangs up on everybody",
    patches: [
      {
        file: "operations/route.js",
        from: "const credentials = await authenticate",
        to: "request.raw.destroy();\n            const credentials = await authenticate",
      },
    ],
    caughtBy: {},
  },
];
