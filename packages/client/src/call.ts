import { operationTable, type operations } from "@hotspot-session/types";

import { type Attempt, attempt, requestIdOf } from "./attempt.ts";
import { errorClasses, type HotspotOperation } from "./error.ts";
import type { Fault } from "./fault.ts";
import { checkHeaders } from "./headers.ts";
import { type LimitOptions, limitsOf } from "./limits.ts";
import type { settingsOf } from "./options.ts";
import { backOff, longestRetryAfter } from "./retry.ts";
import { sleep } from "./timer.ts";
import type { Transport } from "./transport.ts";

/** Options of one call. They default to those of the client. */
export interface CallOptions extends LimitOptions {
  /** Ends the call when it is aborted; the reason becomes the error's `cause`. */
  readonly signal?: AbortSignal | undefined;
  /** Sent with this call; they win over the client's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The query parameters of an operation. */
export type OperationQuery<Operation extends HotspotOperation> = NonNullable<
  operations[Operation]["parameters"]["query"]
>;

/** The body of an operation's request. */
export type OperationBody<Operation extends HotspotOperation> = operations[Operation] extends {
  requestBody: { content: { "application/json": infer Content } };
}
  ? Content
  : undefined;

/** The body of an operation's answer. */
export type OperationAnswer<Operation extends HotspotOperation> = operations[Operation] extends {
  responses: { 200: { content: { "application/json": infer Content } } };
}
  ? Content
  : void;

/** An answer with what came along with it. */
export interface CallResult<Data> {
  readonly data: Data;
  /** The `X-Request-Id` of the answer. */
  readonly requestId: string | undefined;
  /** For the status and the headers; its body is read already. */
  readonly response: Response;
}

/** The data of an answer, or on request all of it. */
export interface CallPromise<Data> extends Promise<Data> {
  /** The data with the request id and the headers: `const { data, response } = await …`. */
  withResponse(): Promise<CallResult<Data>>;
}

/** What an operation is called with, beside the project. */
export interface Input<Operation extends HotspotOperation> {
  readonly path?: Omit<operations[Operation]["parameters"]["path"], "project_id">;
  readonly query?: OperationQuery<Operation> | undefined;
  readonly body?: OperationBody<Operation>;
}

/**
 * Calls an operation of the contract, by its operationId.
 *
 * @throws HotspotError if the call failed
 * @throws TypeError if the arguments cannot be sent
 */
export type Call = <Operation extends HotspotOperation>(
  operation: Operation,
  input: Input<Operation>,
  options?: CallOptions,
) => CallPromise<OperationAnswer<Operation>>;

interface Parts extends Omit<ReturnType<typeof settingsOf>, "baseUrl" | "headers"> {
  readonly transport: Transport;
  readonly projectId: string;
}

/** The one way in which all operations are called: attempts until one succeeds or none may follow. */
export function createCall({ transport, projectId, fetch, authorizer, limits, emit }: Parts): Call {
  async function run<Operation extends HotspotOperation>(
    operation: Operation,
    { path, query, body }: Input<Operation>,
    options: CallOptions = {},
  ): Promise<CallResult<OperationAnswer<Operation>>> {
    const { method, path: template, idempotent, answer: shape } = operationTable[operation];
    const { timeout, deadline, maxRetries } = limitsOf(options, limits);
    const { signal } = options;
    // A retry sends the same request even if the caller has changed the object since.
    const headers = { ...options.headers };
    if (options.headers !== undefined) checkHeaders(headers);
    const params = { path: { ...path, project_id: projectId }, query: { ...query } };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const end = performance.now() + deadline;
    let uncertain = false;
    let isRenewed = false;
    let retries = 0;
    for (let number = 1; ; number++) {
      const left = Math.max(0, end - performance.now());
      const one: Attempt = {
        operation,
        method,
        shape,
        number,
        timeout: Math.min(timeout, left),
        tooLate:
          left < timeout
            ? `not done by the deadline of ${deadline} ms`
            : `no whole answer within ${timeout} ms`,
        signal,
        uncertain,
        send: (init) => transport[method](template, { ...init, headers, params, body: text }),
      };
      const outcome = await attempt(one, fetch, authorizer, emit);
      if (!("error" in outcome)) {
        const { response } = outcome;
        // faultOfAnswer has compared the data with the contract.
        const data = outcome.data as OperationAnswer<Operation>;
        return { data, response, requestId: requestIdOf(response) };
      }
      const { error } = outcome;
      uncertain = error.uncertain;
      let delay = 0;
      if (error.status === 401 && !isRenewed && authorizer.renew?.(outcome.request)) {
        isRenewed = true;
      } else {
        const { retryAfter = 0 } = error;
        delay = retryAfter + backOff(++retries);
        if (
          !mayRepeat(outcome.fault, idempotent) ||
          retries > maxRetries ||
          retryAfter > longestRetryAfter ||
          performance.now() + delay >= end
        ) {
          throw error;
        }
      }
      emit?.("retry", { operation, attempt: number, error, delay });
      if (delay > 0) await sleep(delay, signal);
      if (signal?.aborted) {
        const details = { ...error, error_msg: "aborted by the caller", cause: signal.reason };
        throw new errorClasses.Aborted("Aborted", details);
      }
    }
  }
  return (...input) => callPromise(run(...input));
}

function callPromise<Data>(result: Promise<CallResult<Data>>): CallPromise<Data> {
  const promise = result.then(({ data }) => data);
  return Object.assign(promise, {
    withResponse: () => {
      // Its failure is that of the result.
      promise.catch(() => undefined);
      return result;
    },
  });
}

function mayRepeat({ transient, notExecuted }: Fault, idempotent: boolean): boolean {
  return transient && (idempotent || notExecuted);
}
