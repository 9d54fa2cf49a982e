import { describe } from "vitest";

import { refusesOtherProjects, refusesReaders } from "../refusals.ts";

describe("UpdateHotspotSessionConfig 403", () => {
  refusesOtherProjects("UpdateHotspotSessionConfig");
  refusesReaders("UpdateHotspotSessionConfig");
});
