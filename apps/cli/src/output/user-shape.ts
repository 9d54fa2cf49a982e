import type { UserInfo } from "@hotspot-session/client";

import type { Shape } from "./shape.ts";

/** An exempt user. */
export const userShape: Shape<UserInfo> = {
  columns: [
    { title: "USER ID", cell: ({ user_id }) => user_id ?? "" },
    { title: "USER NAME", cell: ({ user_name }) => user_name ?? "" },
  ],
  fields: ["user_id", "user_name"],
};
