import { describe } from "vitest";

import { refusesBodies, refusesLongConfigIds, refusesUnreadableBodies } from "../bad-input.ts";
import { settingsCases } from "../bad-bodies.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

describe("UpdateHotspotSessionConfig 400", () => {
  refusesLongConfigIds("UpdateHotspotSessionConfig");
  refusesUnreadableBodies("UpdateHotspotSessionConfig");
  refusesBodies("UpdateHotspotSessionConfig", settingsCases());
  refusesBodies("UpdateHotspotSessionConfig", [
    [
      "users, which have an operation of their own",
      { ...settings, non_migrate_users: [] },
      "non_migrate_users: is not a property of this object",
    ],
  ]);
});
