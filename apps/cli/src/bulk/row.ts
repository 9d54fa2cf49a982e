import type { UserInfo } from "@hotspot-session/client";

/** A user of a file, or what is wrong there. Lines are numbered from 1. */
export type Row = GoodRow | BadRow;

export interface GoodRow {
  /** Where it begins. */
  readonly line: number;
  readonly user: UserInfo;
  readonly problem?: never;
}

export interface BadRow {
  readonly line: number;
  readonly user?: never;
  /** What is wrong, and what to do about it. */
  readonly problem: string;
}

/** Reads a file line by line. Lines come without their line feed. */
export interface RowReader {
  /** @returns the row that ends with this line, if one does */
  line(text: string, number: number): Row | undefined;
  /** The file is at its end. */
  end(): Row | undefined;
}
