import { describe } from "vitest";

import { refusesWithoutCredentials } from "../refusals.ts";

describe("CreateHotspotSessionConfig 401", () => {
  refusesWithoutCredentials("CreateHotspotSessionConfig");
});
