import { describe } from "vitest";

import { refusesOtherProjects, refusesReaders } from "../credentials.ts";

describe("CreateHotspotSessionConfig 403", () => {
  refusesOtherProjects("CreateHotspotSessionConfig");
  refusesReaders("CreateHotspotSessionConfig");
});
