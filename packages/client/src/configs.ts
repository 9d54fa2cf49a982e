import type {
  Call,
  CallOptions,
  CallPromise,
  OperationAnswer,
  OperationBody,
  OperationQuery,
} from "./call.ts";
import { type Pages, pagesOf } from "./pages.ts";

export type Configuration = OperationAnswer<"ListHotspotSessionConfig">["items"][number];

/** The configurations of the project. */
export interface Configs {
  /** One page, in order of creation. A page shorter than `limit` (10 unless given) is the last. */
  list(
    query?: OperationQuery<"ListHotspotSessionConfig">,
    options?: CallOptions,
  ): CallPromise<OperationAnswer<"ListHotspotSessionConfig">>;
  /**
   * All of them, in order of creation, read in pages of `limit` (100 unless given) from `offset` on.
   * The options are those of each request.
   */
  iterate(
    query?: OperationQuery<"ListHotspotSessionConfig">,
    options?: CallOptions,
  ): Pages<Configuration>;
  /**
   * Creates a configuration and returns it as stored. Sent twice, it creates two: it is sent again
   * only where it was certainly not carried out, and an error says whether that is `uncertain`.
   */
  create(
    body: OperationBody<"CreateHotspotSessionConfig">,
    options?: CallOptions,
  ): CallPromise<OperationAnswer<"CreateHotspotSessionConfig">>;
  /** Replaces both settings; the exempt users stay as they are. */
  update(
    configId: string,
    body: OperationBody<"UpdateHotspotSessionConfig">,
    options?: CallOptions,
  ): CallPromise<OperationAnswer<"UpdateHotspotSessionConfig">>;
}

export function configsOf(call: Call): Configs {
  const list: Configs["list"] = (query, options) =>
    call("ListHotspotSessionConfig", { query }, options);
  return {
    list,
    iterate: (query = {}, options = {}) =>
      pagesOf(query, options, {
        operation: "ListHotspotSessionConfig",
        list,
        pageOf: ({ items }) => ({ entries: items }),
      }),
    create: (body, options) => call("CreateHotspotSessionConfig", { body }, options),
    update: (configId, body, options) =>
      call("UpdateHotspotSessionConfig", { path: { config_id: configId }, body }, options),
  };
}
