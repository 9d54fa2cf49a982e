import { StoreBusyError, StoreUnavailableError } from "../store.ts";
import { isDamage, toStoreError } from "./errors.ts";

/** Called when the database begins to fail, with the reason, and when it works again, without one. */
export type HealthListener = (problem: StoreUnavailableError | undefined) => void;

/** Whether the database works, as far as what was asked of it shows; each change is reported once. */
export function health(listener: HealthListener) {
  let problem: StoreUnavailableError | undefined;

  return {
    /** The error of statements as that of a store; the health is what it shows. */
    failed(error: unknown): unknown {
      const storeError = toStoreError(error);
      if (!(storeError instanceof StoreUnavailableError) || storeError instanceof StoreBusyError) {
        return storeError;
      }
      if (problem === undefined) listener(storeError);
      if (problem === undefined || isDamage(storeError.cause)) problem = storeError;
      return storeError;
    },

    /** Other writes succeed again. Damage that was seen remains. */
    recovered(): void {
      if (problem === undefined || isDamage(problem.cause)) return;
      problem = undefined;
      listener(undefined);
    },

    problem: (): StoreUnavailableError | undefined => problem,
  };
}
