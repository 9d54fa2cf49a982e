import { describe } from "vitest";

import { refusesWithoutCredentials } from "../credentials.ts";

describe("ListHotspotSessionConfig 401", () => {
  refusesWithoutCredentials("ListHotspotSessionConfig");
});
