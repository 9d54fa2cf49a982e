import { createHotspotClient } from "@hotspot-session/client";

const hotspot = createHotspotClient({
  baseUrl: process.env.HOTSPOT_URL ?? "http://127.0.0.1:8080",
  projectId: process.env.HOTSPOT_PROJECT_ID ?? "",
  token: process.env.HOTSPOT_TOKEN ?? "",
});

const config = await hotspot.configs.create({
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num: 2,
  non_migrate_users: [
    { user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" },
  ],
});
console.log(config.id);
