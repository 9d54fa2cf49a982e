import { describe } from "vitest";

import { refusesUnknownPaths } from "../refusals.ts";

describe("CreateHotspotSessionConfig 404", () => {
  refusesUnknownPaths("CreateHotspotSessionConfig");
});
