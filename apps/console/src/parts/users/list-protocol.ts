import type { UserInfo } from "@hotspot-session/client";
import type { SyncCounts } from "@hotspot-session/client/sync";
import type {
  UserFileFormat,
  UserFileOutput,
  UserListProblem,
} from "@hotspot-session/client/user-files";

import type { CallFailure } from "../../call-failure.ts";
import type { Credentials } from "../../session.ts";
import type { Progress } from "../task.ts";

/** What a page asks of the worker that holds a list: one thing at a time, but for cancelling that. */
export type ListRequest =
  /** Holds the users of a file. */
  | { readonly kind: "read"; readonly content: Blob; readonly format: UserFileFormat }
  /** Holds the users of the configuration that match. */
  | { readonly kind: "match"; readonly filter: string }
  /** Sends the users that it holds, or holds and sends these. */
  | {
      readonly kind: "change";
      readonly change: "add" | "remove";
      readonly users?: readonly UserInfo[] | undefined;
    }
  | { readonly kind: "compare" }
  | { readonly kind: "apply" }
  /** Writes all users that match to the file; without one, to a Blob. */
  | {
      readonly kind: "export";
      readonly filter: string;
      readonly output: UserFileOutput;
      readonly file: FileSystemFileHandle | undefined;
    }
  | { readonly kind: "cancel" };

/** Where the list is used. Sent before anything else. */
export interface ListTarget {
  readonly projectId: string;
  readonly auth: Credentials;
  readonly configId: string;
}

/** What the worker answers, after any number of reports. */
export type ListMessage =
  | { readonly progress: Progress }
  | { readonly answer: ListAnswer }
  | { readonly failure: CallFailure };

export type ListAnswer = Summary | Matches | Contradictions | Plan | Ended | Exported;

/** The first of many, and how many there are. */
export interface Some<Entry> {
  readonly count: number;
  readonly first: readonly Entry[];
}

/** What was understood of a list. */
export interface Summary {
  readonly kind: "summary";
  readonly users: Some<UserInfo>;
  /** Of the first users. */
  readonly lines: readonly number[];
  readonly problems: Some<UserListProblem>;
  /** The lines of users that are the same as one before. */
  readonly repeated: Some<number>;
}

/** Which users match: of those that are not among the first, the worker may know the id alone. */
export interface Matches {
  readonly kind: "matches";
  readonly users: Some<UserInfo>;
}

/** Why a list cannot be the whole list of a configuration. */
export interface Contradictions {
  readonly kind: "contradictions";
  readonly problems: Some<UserListProblem>;
}

/** What would make the list of a configuration exactly this. */
export interface Plan {
  readonly kind: "plan";
  readonly counts: SyncCounts;
  readonly additions: readonly UserInfo[];
  readonly overwrites: readonly UserInfo[];
  readonly removals: readonly UserInfo[];
}

/** How a change ended. */
export interface Ended {
  readonly kind: "ended";
  readonly end: "complete" | "cancelled" | "failed";
  readonly cause?: CallFailure | undefined;
  /** How many users were to be changed; of a sync that is complete, how many the list has. */
  readonly count: number;
  /** What is changed and what is not, where it ended early. */
  readonly sentences: readonly string[];
}

export interface Exported {
  readonly kind: "exported";
  readonly count: number;
  /** What was exported, unless it was written to a file. */
  readonly content?: Blob;
}
