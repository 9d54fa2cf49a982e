import { describe } from "vitest";

import { refusesOtherProjects, refusesReaders } from "../refusals.ts";

describe("CreateHotspotSessionConfig 403", () => {
  refusesOtherProjects("CreateHotspotSessionConfig");
  refusesReaders("CreateHotspotSessionConfig");
});
