import type { Handler } from "./handler.ts";

export const listHotspotSessionConfig: Handler<"ListHotspotSessionConfig"> = async (
  store,
  { path, query },
) => ({ items: await store.listConfigs(path.project_id, query) });
