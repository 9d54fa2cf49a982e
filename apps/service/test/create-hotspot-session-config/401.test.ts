import { describe } from "vitest";

import { refusesWithoutCredentials } from "../credentials.ts";

describe("CreateHotspotSessionConfig 401", () => {
  refusesWithoutCredentials("CreateHotspotSessionConfig");
});
