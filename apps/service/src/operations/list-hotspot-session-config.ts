import type { Handler } from "./handler.ts";

export const listHotspotSessionConfig: Handler<"ListHotspotSessionConfig"> = (
  store,
  { path, query },
) => store.listConfigs(path.project_id, query);
