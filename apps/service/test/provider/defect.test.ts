import { expect, it } from "vitest";

import { modulesWith } from "./defect.ts";

it.each([
  ["is not there", { file: "errors.js", from: "no such text", to: "" }, 0],
  ["is there twice", { file: "errors.js", from: "new ApiError(400,", to: "" }, 3],
  ["is in no file", { file: "moved.js", from: "x", to: "" }, 0],
])(
  "a defect whose patch does not fit the service, as what it replaces %s, is an error",
  (_, patch, times) => {
    expect(() => modulesWith({ name: "it is old", patches: [patch], caughtBy: {} })).toThrow(
      `The defect "it is old" no longer fits: ${patch.file} has what it replaces ${times} times, and not once. Update its patch`,
    );
  },
);
