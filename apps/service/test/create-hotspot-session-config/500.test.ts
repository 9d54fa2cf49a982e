import { describe } from "vitest";

import { failsWithoutALeak } from "../refusals.ts";

describe("CreateHotspotSessionConfig 500", () => {
  failsWithoutALeak("CreateHotspotSessionConfig");
});
