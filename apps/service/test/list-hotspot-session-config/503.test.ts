import { describe } from "vitest";

import { turnsAwayWhileDraining } from "../refusals.ts";

describe("ListHotspotSessionConfig 503", () => {
  turnsAwayWhileDraining("ListHotspotSessionConfig");
});
