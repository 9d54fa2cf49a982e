import type { UserInfo } from "@hotspot-session/client";

import type { Shape } from "../output/shape.ts";
import { isUserField } from "./user-bounds.ts";

/** What a sync does to one entry. */
export type ChangeKind = "add" | "overwrite" | "remove";

/** An entry, and what is done to it. */
export interface Change extends UserInfo {
  readonly change: ChangeKind;
}

const tones = { add: "good", overwrite: undefined, remove: "bad" } as const;

export const changeShape: Shape<Change> = {
  columns: [
    { title: "CHANGE", cell: ({ change }) => change, tone: ({ change }) => tones[change] },
    { title: "USER ID", isElastic: true, cell: ({ user_id }) => user_id ?? "" },
    { title: "USER NAME", isElastic: true, cell: ({ user_name }) => user_name ?? "" },
  ],
  fields: ["change", "user_id", "user_name"],
};

export function userOf({ user_id, user_name }: UserInfo): UserInfo {
  return {
    ...(user_id !== undefined && { user_id }),
    ...(user_name !== undefined && { user_name }),
  };
}

/**
 * The change that was written as this JSON.
 *
 * @throws TypeError if it is another thing
 */
export function readChange(value: unknown): Change {
  const { change, ...texts } = Object(value);
  const isUser = Object.entries(texts).every(
    ([name, text]) => isUserField(name) && typeof text === "string",
  );
  if (!isUser || !Object.hasOwn(tones, change)) throw new TypeError("this is no change");
  return { change, ...texts };
}
