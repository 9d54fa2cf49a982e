export {
  createHotspotClient,
  type HotspotClient,
  type ListHotspotSessionConfigQuery,
  type ListNonMigrationUsersQuery,
} from "./client.ts";
export type { CallOptions } from "./call.ts";
export { HotspotError, type HotspotErrorDetails, type HotspotOperation } from "./error.ts";
export type { HotspotClientOptions } from "./options.ts";
export type {
  CreateHotspotSessionConfigRequest,
  CreateHotspotSessionConfigResponse,
  ErrorResponse,
  HotspotSessionMigrationConfig,
  ListHotspotSessionConfigResponse,
  ListNonMigrationUsersResponse,
  UpdateHotspotSessionConfigRequest,
  UpdateHotspotSessionConfigResponse,
  UserInfo,
} from "@hotspot-session/types";
