import { describe } from "vitest";

import { refusesUnknownConfigs, refusesUnknownPaths } from "../refusals.ts";

describe("UpdateHotspotSessionConfig 404", () => {
  refusesUnknownPaths("UpdateHotspotSessionConfig");
  refusesUnknownConfigs("UpdateHotspotSessionConfig");
});
