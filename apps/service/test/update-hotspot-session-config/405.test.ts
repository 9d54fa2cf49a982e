import { describe } from "vitest";

import { refusesOtherMethods } from "../refusals.ts";

describe("UpdateHotspotSessionConfig 405", () => {
  refusesOtherMethods("UpdateHotspotSessionConfig", "PATCH");
});
