import { createHotspotClient } from "@hotspot-session/client";

const hotspot = createHotspotClient({
  baseUrl: process.env.HOTSPOT_URL ?? "http://127.0.0.1:8080",
  projectId: process.env.HOTSPOT_PROJECT_ID ?? "",
  token: process.env.HOTSPOT_TOKEN ?? "",
});

const { total_count, non_migrate_users } =
  await hotspot.nonMigrationUsers.list(
    "019a2b5e7c1d73e89f4a5b6c7d8e9f01",
    { user_name: "te", limit: 100 },
  );
console.log(total_count, non_migrate_users);
