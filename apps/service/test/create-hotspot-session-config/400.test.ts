import { describe } from "vitest";

import { refusesBodies, refusesUnreadableBodies } from "../bad-input.ts";
import { settingsCases, usersCases } from "../bad-bodies.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

describe("CreateHotspotSessionConfig 400", () => {
  refusesUnreadableBodies("CreateHotspotSessionConfig");
  refusesBodies("CreateHotspotSessionConfig", settingsCases());
  refusesBodies("CreateHotspotSessionConfig", usersCases(settings));
  refusesBodies("CreateHotspotSessionConfig", [
    [
      "an id, which the service gives",
      { ...settings, id: "mine" },
      "id: is not a property of this object",
    ],
  ]);
});
