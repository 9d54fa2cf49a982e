import { type Handler, noSuchConfig } from "./handler.ts";

export const updateNonMigrationUsers: Handler<"UpdateNonMigrationUsers"> = async (
  store,
  { path, body },
) => {
  if (!(await store.updateUsers(path.project_id, path.config_id, body))) throw noSuchConfig();
};
