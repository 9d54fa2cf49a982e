import { describe } from "vitest";

import { refusesOtherMethods } from "../refusals.ts";

describe("CreateHotspotSessionConfig 405", () => {
  refusesOtherMethods("CreateHotspotSessionConfig", "GET, POST");
});
