import { describe } from "vitest";

import { failsWithoutALeak } from "../refusals.ts";

describe("ListHotspotSessionConfig 500", () => {
  failsWithoutALeak("ListHotspotSessionConfig");
});
