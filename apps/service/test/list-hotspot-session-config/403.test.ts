import { describe } from "vitest";

import { refusesOtherProjects } from "../credentials.ts";

describe("ListHotspotSessionConfig 403", () => {
  refusesOtherProjects("ListHotspotSessionConfig");
});
