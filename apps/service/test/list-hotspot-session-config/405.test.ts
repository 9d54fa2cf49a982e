import { describe } from "vitest";

import { refusesOtherMethods } from "../refusals.ts";

describe("ListHotspotSessionConfig 405", () => {
  refusesOtherMethods("ListHotspotSessionConfig", "GET, POST");
});
