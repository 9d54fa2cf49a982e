import { describe } from "vitest";

import { turnsAwayWhileDraining, turnsAwayWhileLocked } from "../refusals.ts";

describe("UpdateHotspotSessionConfig 503", () => {
  turnsAwayWhileDraining("UpdateHotspotSessionConfig");
  turnsAwayWhileLocked("UpdateHotspotSessionConfig");
});
