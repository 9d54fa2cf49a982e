import { expect } from "vitest";

import type { OperationId } from "../src/contract/operations.ts";
import { operationOf } from "./calls.ts";
import { expectConforming } from "./conformity.ts";
import type { Answer, Service } from "./service.ts";
import { configsOf } from "./store/requests.ts";

/** Expects an answer to be the contract's error of that status, in body and headers. */
export function expectError(
  id: OperationId,
  answer: Answer,
  status: number,
  message: unknown,
): void {
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: { error_code: `WKS.00000${status}`, error_msg: message },
  });
  expectConforming(operationOf(id), answer);
}

/** The configurations of the project, to see that a refused request changed nothing. */
export async function contentsOf(service: Service): Promise<unknown> {
  return configsOf(service.store, service.project);
}
