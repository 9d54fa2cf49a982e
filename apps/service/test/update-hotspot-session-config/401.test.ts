import { describe } from "vitest";

import { refusesWithoutCredentials } from "../credentials.ts";

describe("UpdateHotspotSessionConfig 401", () => {
  refusesWithoutCredentials("UpdateHotspotSessionConfig");
});
