import { describe } from "vitest";

import { refusesUnknownPaths } from "../refusals.ts";

describe("ListHotspotSessionConfig 404", () => {
  refusesUnknownPaths("ListHotspotSessionConfig");
});
