import { createHotspotClient } from "@hotspot-session/client";

const hotspot = createHotspotClient({
  baseUrl: process.env.HOTSPOT_URL ?? "http://127.0.0.1:8080",
  projectId: process.env.HOTSPOT_PROJECT_ID ?? "",
  token: process.env.HOTSPOT_TOKEN ?? "",
});

const config = await hotspot.configs.update(
  "019a2b5e7c1d73e89f4a5b6c7d8e9f01",
  {
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 4,
  },
);
console.log(config.hotspot_exit_session_num);
