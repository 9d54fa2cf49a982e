import { describe } from "vitest";

import type { OperationId } from "../src/contract/operations.ts";
import { refusesBadInput } from "./bad-input.ts";
import { operationOf } from "./calls.ts";
import { refusesOtherProjects, refusesReaders, refusesWithoutCredentials } from "./credentials.ts";
import {
  failsWithoutALeak,
  refusesOtherMethods,
  refusesUnknownConfigs,
  refusesUnknownPaths,
  turnsAwayWhileDraining,
  turnsAwayWhileLocked,
} from "./refusals.ts";

// What every operation refuses in the same way. A file for each operation and status calls this, so
// that a missing case is a missing file.

const always = () => true;
const writes = (id: OperationId) => operationOf(id).method !== "GET";
const namesAConfig = (id: OperationId) => operationOf(id).path.includes("{config_id}");

/** The tests of each status, and the operations that each test is for. */
const tests = {
  400: [[refusesBadInput, always]],
  401: [[refusesWithoutCredentials, always]],
  403: [
    [refusesOtherProjects, always],
    [refusesReaders, writes],
  ],
  404: [
    [refusesUnknownPaths, always],
    [refusesUnknownConfigs, namesAConfig],
  ],
  405: [[refusesOtherMethods, always]],
  500: [[failsWithoutALeak, always]],
  503: [
    [turnsAwayWhileDraining, always],
    [turnsAwayWhileLocked, writes],
  ],
} as const;

/** Declares the tests of an operation's error status. */
export function describeStatus(id: OperationId, status: keyof typeof tests): void {
  describe(`${id} ${status}`, () => {
    for (const [test, isFor] of tests[status]) if (isFor(id)) test(id);
  });
}
