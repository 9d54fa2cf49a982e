import { describe } from "vitest";

import { refusesOtherProjects, refusesReaders } from "../credentials.ts";

describe("UpdateHotspotSessionConfig 403", () => {
  refusesOtherProjects("UpdateHotspotSessionConfig");
  refusesReaders("UpdateHotspotSessionConfig");
});
