import { describe } from "vitest";

import { refusesOtherProjects } from "../refusals.ts";

describe("ListHotspotSessionConfig 403", () => {
  refusesOtherProjects("ListHotspotSessionConfig");
});
