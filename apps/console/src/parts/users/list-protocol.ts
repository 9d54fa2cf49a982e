import type { UserInfo } from "@hotspot-session/client";
import type { SyncCounts } from "@hotspot-session/client/sync";
import type { UserFileFormat, UserListProblem } from "@hotspot-session/client/user-files";

import type { CallFailure } from "../../call-failure.ts";
import type { Credentials } from "../../session.ts";
import type { Progress } from "../task.ts";

/** What a page asks of the worker that holds a list: one thing at a time, but for cancelling that. */
export type ListRequest =
  | { readonly kind: "read"; readonly content: Blob; readonly format: UserFileFormat }
  | { readonly kind: "change"; readonly change: "add" | "remove" }
  | { readonly kind: "compare" }
  | { readonly kind: "apply" }
  | { readonly kind: "cancel" };

/** Where the list is to be used; sent before anything else. */
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

export type ListAnswer = Summary | Contradictions | Plan | Ended;

/** The first of many, and how many there are. */
export interface Some<Entry> {
  readonly count: number;
  readonly first: readonly Entry[];
}

/** What was understood of a list. */
export interface Summary {
  readonly kind: "summary";
  readonly users: Some<UserInfo & { readonly line: number }>;
  readonly problems: Some<UserListProblem>;
  /** The lines of users that are the same as one before. */
  readonly repeated: Some<number>;
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
