import type { UserInfo } from "@hotspot-session/types";

import { problemOf } from "./user-bounds.ts";

/** A user of a list, or what is wrong there. Lines are numbered from 1. */
export type Row =
  | {
      /** Where it begins. */
      readonly line: number;
      readonly user: UserInfo;
      readonly problem?: never;
    }
  | {
      readonly line: number;
      readonly user?: never;
      /** What is wrong, and what to do about it. */
      readonly problem: string;
    };

/** Reads a file line by line. Lines come without their line feed. */
export interface RowReader {
  /** @returns the row that ends with this line, if one does */
  line(text: string, number: number): Row | undefined;
  /** The file is at its end. */
  end(): Row | undefined;
}

/** The row of a user, checked against the contract. */
export function rowOf(line: number, user: UserInfo): Row {
  const problem = problemOf(user);
  return problem === undefined ? { line, user } : { line, problem };
}

/** A user of an id, a name or both; an empty text is none. */
export function userOf(user_id: string | undefined, user_name: string | undefined): UserInfo {
  if (!user_id) return user_name ? { user_name } : {};
  return user_name ? { user_id, user_name } : { user_id };
}
