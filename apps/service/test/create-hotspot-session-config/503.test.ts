import { describe } from "vitest";

import { turnsAwayWhileDraining, turnsAwayWhileLocked } from "../refusals.ts";

describe("CreateHotspotSessionConfig 503", () => {
  turnsAwayWhileDraining("CreateHotspotSessionConfig");
  turnsAwayWhileLocked("CreateHotspotSessionConfig");
});
