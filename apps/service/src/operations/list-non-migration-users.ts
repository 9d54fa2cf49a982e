import { type Handler, noSuchConfig } from "./handler.ts";

export const listNonMigrationUsers: Handler<"ListNonMigrationUsers"> = async (
  store,
  { path, query },
) => {
  const nameFilter = query.user_name ?? "";
  const found = await store.listUsers(path.project_id, path.config_id, nameFilter, query);
  if (found === undefined) throw noSuchConfig();
  return found;
};
