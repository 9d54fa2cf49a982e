import { describe } from "vitest";

import { refusesPages } from "../bad-input.ts";

describe("ListHotspotSessionConfig 400", () => {
  refusesPages("ListHotspotSessionConfig");
});
