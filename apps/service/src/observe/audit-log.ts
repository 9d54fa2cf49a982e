import { openSync, writeSync } from "node:fs";

import type { Caller } from "../auth/caller.ts";
import type { OperationId } from "../contract/operations.ts";

/** A call that changes something, once its outcome is known. */
export interface Change {
  readonly requestId: string;
  readonly caller: Caller;
  readonly operation: OperationId;
  /** The configuration that was created or named; `undefined` where none was created. */
  readonly configId: string | undefined;
  /** How many users the request holds. */
  readonly entries: number;
  /** Of the answer, which follows: what was answered is in the log. */
  readonly status: number;
}

export type Audit = (change: Change) => void;

/** Where the lines of an audit log go. */
export type AuditTarget = "stderr" | { readonly file: string };

/**
 * A log of changes with one line of JSON each, appended at once: no names of users, no secrets.
 *
 * @param instance the name of this instance of the service
 * @throws Error where the file cannot be opened
 */
export function auditLog(target: AuditTarget, instance: string): Audit {
  const descriptor = target === "stderr" ? 2 : openSync(target.file, "a", 0o600);
  return ({ requestId, caller, operation, configId, entries, status }) => {
    const line = {
      time: new Date().toISOString(),
      instance,
      request_id: requestId,
      credential: caller.via,
      credential_id: caller.id,
      project_id: caller.projectId,
      role: caller.role,
      operation,
      config_id: configId,
      entries,
      status,
    };
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
  };
}
