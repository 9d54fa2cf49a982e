import type { CreateHotspotSessionConfigResponse } from "@hotspot-session/types";

import type { Fault } from "./fault.ts";

export interface StartOptions {
  /** The port to listen on at 127.0.0.1; any free one unless given. */
  readonly port?: number;
  /** Called with each line of the log, which is JSON. Nothing is logged unless given. */
  readonly log?: (line: string) => void;
}

export interface SeedOptions {
  /** How many configurations are made; 1 unless given. */
  readonly configs?: number;
  /** How many users each of them exempts; none unless given. */
  readonly usersEach?: number;
}

/** A configuration that was made, with all its users. */
export type SeededConfig = CreateHotspotSessionConfigResponse;

/** A project of its own, which no other project sees, with an administrator's credentials. */
export interface TestProject {
  /** For `createHotspotClient` of `@hotspot-session/client`. */
  readonly settings: {
    readonly baseUrl: string;
    readonly projectId: string;
    readonly token: string;
  };
  /** For clients that sign requests, such as the official SDKs. */
  readonly accessKey: { readonly accessKey: string; readonly secretKey: string };

  /** Makes configurations with exempt users, past the API, and returns them. */
  seed(options?: SeedOptions): Promise<readonly SeededConfig[]>;

  /**
   * Lets the next requests of an operation fail. Of several faults of one operation the first is used
   * up first.
   *
   * @throws Error that says what the contract does not list for the operation
   */
  fail(fault: Fault): void;

  /** Removes all configurations and faults. The credentials stay valid. */
  reset(): Promise<void>;
}

/** The service in this process, with a first project. */
export interface TestService extends TestProject, AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:49152`. */
  readonly url: string;

  /** Makes another project, for tests that run at the same time. */
  project(): Promise<TestProject>;

  /** Closes all connections and forgets everything; `await using` does so too. */
  stop(): Promise<void>;
}
