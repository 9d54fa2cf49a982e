import type { Handler } from "./handler.ts";

export const createHotspotSessionConfig: Handler<"CreateHotspotSessionConfig"> = (
  store,
  { path, body },
) => store.createConfig(path.project_id, body);
