import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

import { validator } from "@hotspot-session/spec/validation";
import type { FastifyInstance } from "fastify";

import { document, type Schema } from "../contract/document.ts";
import { type Operation, operations } from "../contract/operations.ts";
import { ApiError, type ErrorStatus, methodNotAllowed } from "../errors.ts";
import type { Fault } from "./fault.ts";

const properties = ["operation", "times", "delay", "status", "retryAfter", "drop"];

/** A fault that was checked, and how many more requests get it. */
interface Pending {
  readonly fault: Fault;
  left: number;
}

export type Faults = ReturnType<typeof injectFaults>;

/**
 * Lets requests fail at the edge of a server: before their credentials are checked, or after they were
 * executed. Called before the server listens.
 *
 * @param signal ends the requests that a fault delays
 */
export function injectFaults(app: FastifyInstance, signal: AbortSignal) {
  /** Those of each project, in the order in which they were given. */
  const pending = new Map<string, Pending[]>();

  function take(projectId: string, operation: string): Fault | undefined {
    const found = pending.get(projectId)?.find((one) => {
      return one.left > 0 && one.fault.operation === operation;
    });
    if (found !== undefined) found.left--;
    return found?.fault;
  }

  app.addHook("onRequest", async (request, reply) => {
    const { operationId } = request.routeOptions.config;
    if (operationId === undefined) return;
    const { project_id } = request.params as { readonly project_id: string };
    const fault = take(project_id, operationId);
    if (fault === undefined) return;
    const { delay = 0, status, drop } = fault;
    if (delay > 0) await wait(delay, undefined, { signal }).catch(() => reply.raw.destroy());
    if (status !== undefined) throw errorOf(fault, status);
    if (drop === "request") {
      reply.hijack();
      reply.raw.destroy();
    } else if (drop !== undefined) {
      endEarly(reply.raw, drop);
    }
  });

  return {
    /** @throws Error that names what the contract does not allow */
    add(projectId: string, fault: Fault): void {
      check(fault);
      const others = pending.get(projectId)?.filter(({ left }) => left > 0) ?? [];
      pending.set(projectId, [...others, { fault, left: fault.times ?? 1 }]);
    },
    clear: (projectId: string) => void pending.delete(projectId),
  };
}

function check(fault: Fault): void {
  const unknown = Object.keys(fault).find((name) => !properties.includes(name));
  if (unknown !== undefined) refuse(unknown, `is none of ${properties.join(", ")}`);
  const operation = operations.find(({ id }) => id === fault.operation);
  if (operation === undefined) {
    return refuse("operation", `must be one of ${operations.map(({ id }) => id).join(", ")}`);
  }
  const { status, retryAfter, drop, delay = 0, times = 1 } = fault;
  const { "200": body, ...errors } = operation.responses;
  if (status !== undefined && errors[status] === undefined) {
    refuse("status", `must be one of ${Object.keys(errors).join(", ")} for ${operation.id}`);
  }
  if (retryAfter !== undefined && status !== 503) refuse("retryAfter", "goes with status 503");
  if (retryAfter !== undefined) {
    validator(
      { type: "object", properties: { retryAfter: retryAfterOf(operation) } },
      "query",
    )(fault);
  }
  const points = ["request", "answer", ...(body === undefined ? [] : ["body"])];
  if (drop !== undefined && !points.includes(drop)) {
    refuse("drop", `must be one of ${points.join(", ")} for ${operation.id}`);
  }
  if (status !== undefined && drop !== undefined) refuse("drop", "excludes status");
  if (!(delay >= 0 && delay <= 2 ** 31 - 1)) refuse("delay", "must be a number of milliseconds");
  if (!(times === Infinity || (Number.isInteger(times) && times > 0))) {
    refuse("times", "must be a positive integer, or Infinity");
  }
  if (status === undefined && drop === undefined && delay === 0) {
    refuse("fault", "has no status, drop or delay");
  }
}

/** The schema of Retry-After. */
function retryAfterOf({ path, method }: Operation): Schema {
  const { responses } = document.paths[path]?.[method.toLowerCase() as "get"] ?? {};
  return responses?.["503"]?.headers?.["Retry-After"]?.schema ?? {};
}

function refuse(property: string, problem: string): never {
  throw new RangeError(`${property} ${problem}`);
}

function errorOf({ operation: id, retryAfter = 1 }: Fault, status: ErrorStatus): ApiError {
  const { method = "", path } = operations.find((operation) => operation.id === id) ?? {};
  if (status === 405) {
    const allowed = operations.filter((operation) => operation.path === path);
    return methodNotAllowed(
      method,
      allowed.map((operation) => operation.method),
    );
  }
  const headers = status === 503 ? { "Retry-After": String(retryAfter) } : {};
  return new ApiError(status, `${id}: a test asked for this ${status}`, headers);
}

/** Executes the request, and closes the connection where its answer would begin, or within its body. */
function endEarly(response: ServerResponse, drop: "answer" | "body"): void {
  const write = response.write.bind(response);
  const end = (chunk?: unknown) => {
    const body = Buffer.from(typeof chunk === "string" || Buffer.isBuffer(chunk) ? chunk : "");
    if (drop === "answer") response.destroy();
    else write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
    return response;
  };
  response.end = end;
}
