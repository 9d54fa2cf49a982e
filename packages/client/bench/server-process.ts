import { createServer } from "node:http";
import process from "node:process";

// A process of its own, so that only the client's work is on the client's clock. It makes answers
// up: one configuration, and as many users as the first argument says. It ends with its standard input.

const userCount = Number(process.argv[2] ?? "0");

const configuration = {
  id: "019a2b5e7c1d73e89f4a5b6c7d8e9f01",
  project_id: "a4da8115c9d8464ead3a38309130523f",
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num: 2,
  non_migrate_users: [{ user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" }],
};
const configurations = JSON.stringify({ items: [configuration] });

function users(offset: number, limit: number): string {
  const length = Math.max(0, Math.min(limit, userCount - offset));
  const non_migrate_users = Array.from({ length }, (_, index) => ({
    user_id: String(offset + index).padStart(32, "0"),
    user_name: `user-${offset + index}`,
  }));
  return JSON.stringify({ total_count: userCount, non_migrate_users });
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const body = pathname.endsWith("/non-migration-users")
    ? users(Number(searchParams.get("offset") ?? "0"), Number(searchParams.get("limit") ?? "10"))
    : configurations;
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-request-id": "019a2b5e7c1d73e89f4a5b6c7d8e9f01",
  });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("listening on no TCP port");
  process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
process.stdin.resume().on("end", () => process.exit());
