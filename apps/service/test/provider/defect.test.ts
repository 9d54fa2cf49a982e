import { describe, expect, it } from "vitest";

import { temporaryFolder } from "../temporary-folder.ts";
import { copyWithDefect } from "./defect.ts";

describe("a defect whose patch does not fit the service", () => {
  it.each([
    ["is not there", { file: "errors.js", from: "no such text", to: "" }, "dist/errors.js", 0],
    [
      "is there twice",
      { file: "errors.js", from: "new ApiError(400,", to: "" },
      "dist/errors.js",
      3,
    ],
    ["is in no file", { file: "moved.js", from: "x", to: "" }, "dist/moved.js", 0],
  ])("is an error that says so, where what it replaces %s", (_, patch, file, times) => {
    using folder = temporaryFolder();
    const defect = { name: "it is old", patches: [patch], caughtBy: {} };
    expect(() => copyWithDefect(defect, folder.path)).toThrow(
      `The defect "it is old" no longer fits: ${file} has what it replaces ${times} times, and not once. Update its patch`,
    );
  });
});
