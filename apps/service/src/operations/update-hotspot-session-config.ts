import { type Handler, noSuchConfig } from "./handler.ts";

export const updateHotspotSessionConfig: Handler<"UpdateHotspotSessionConfig"> = async (
  store,
  { path, body },
) => {
  const updated = await store.updateConfig(path.project_id, path.config_id, body);
  if (updated === undefined) throw noSuchConfig();
  return updated;
};
