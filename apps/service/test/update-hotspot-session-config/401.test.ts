import { describe } from "vitest";

import { refusesWithoutCredentials } from "../refusals.ts";

describe("UpdateHotspotSessionConfig 401", () => {
  refusesWithoutCredentials("UpdateHotspotSessionConfig");
});
