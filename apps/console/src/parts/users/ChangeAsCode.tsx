import type { UserInfo } from "@hotspot-session/client";
import { maxNonMigrateUsers } from "@hotspot-session/client/bounds";

import { AsCode } from "../AsCode.tsx";
import type { Some } from "./list-protocol.ts";

interface ChangeAsCodeProps {
  readonly configId: string;
  readonly change: "add" | "remove";
  readonly users: Some<UserInfo>;
}

/** The change as code, where one request makes it. */
export function ChangeAsCode({ configId, change, users }: ChangeAsCodeProps) {
  if (users.count > maxNonMigrateUsers) return null;
  return (
    <AsCode
      call={{
        operation: "UpdateNonMigrationUsers",
        configId,
        body: {
          update_type: change === "add" ? "ADD" : "DELETE",
          non_migrate_users: [...users.first],
        },
      }}
    />
  );
}
