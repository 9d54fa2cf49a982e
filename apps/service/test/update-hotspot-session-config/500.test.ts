import { describe } from "vitest";

import { failsWithoutALeak } from "../refusals.ts";

describe("UpdateHotspotSessionConfig 500", () => {
  failsWithoutALeak("UpdateHotspotSessionConfig");
});
