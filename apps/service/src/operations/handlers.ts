import type { OperationId } from "../contract/operations.ts";
import { createHotspotSessionConfig } from "./create-hotspot-session-config.ts";
import type { Handler } from "./handler.ts";
import { listHotspotSessionConfig } from "./list-hotspot-session-config.ts";
import { listNonMigrationUsers } from "./list-non-migration-users.ts";
import { updateHotspotSessionConfig } from "./update-hotspot-session-config.ts";
import { updateNonMigrationUsers } from "./update-non-migration-users.ts";

/** One for each operation of the contract: it does not compile with one missing or too many. */
export const handlers: { readonly [Id in OperationId]: Handler<Id> } = {
  CreateHotspotSessionConfig: createHotspotSessionConfig,
  ListHotspotSessionConfig: listHotspotSessionConfig,
  UpdateHotspotSessionConfig: updateHotspotSessionConfig,
  ListNonMigrationUsers: listNonMigrationUsers,
  UpdateNonMigrationUsers: updateNonMigrationUsers,
};
