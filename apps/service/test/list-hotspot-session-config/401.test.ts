import { describe } from "vitest";

import { refusesWithoutCredentials } from "../refusals.ts";

describe("ListHotspotSessionConfig 401", () => {
  refusesWithoutCredentials("ListHotspotSessionConfig");
});
