import { createHotspotClient } from "@hotspot-session/client";

const hotspot = createHotspotClient({
  baseUrl: process.env.HOTSPOT_URL ?? "http://127.0.0.1:8080",
  projectId: process.env.HOTSPOT_PROJECT_ID ?? "",
  token: process.env.HOTSPOT_TOKEN ?? "",
});

const { items } = await hotspot.configs.list({ limit: 100 });
for (const { id, hotspot_exit_session_num } of items)
  console.log(id, hotspot_exit_session_num);
