import { createHotspotClient } from "@hotspot-session/client";

const hotspot = createHotspotClient({
  baseUrl: process.env.HOTSPOT_URL ?? "http://127.0.0.1:8080",
  projectId: process.env.HOTSPOT_PROJECT_ID ?? "",
  token: process.env.HOTSPOT_TOKEN ?? "",
});

const config = "019a2b5e7c1d73e89f4a5b6c7d8e9f01";
await hotspot.nonMigrationUsers.add(config, [
  { user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" },
  { user_name: "night-batch" },
]);
await hotspot.nonMigrationUsers.remove(config, [
  { user_name: "night-batch" },
]);
