import type { HotspotOperation, OperationBody, OperationQuery } from "@hotspot-session/client";

/** How a call is authenticated. The credentials themselves are never part of a sample. */
export type SampleAuth = "token" | "access-key";

/** A call of one operation, with everything that its code shows. */
export type SampleCall = {
  [Operation in HotspotOperation]: {
    readonly operation: Operation;
    /** Where the service is, with or without a slash at the end. */
    readonly baseUrl: string;
    readonly auth: SampleAuth;
    readonly projectId: string;
    /** For the operations on one configuration. */
    readonly configId?: string | undefined;
    readonly query?: OperationQuery<Operation> | undefined;
    readonly body?: OperationBody<Operation> | undefined;
  };
}[HotspotOperation];
