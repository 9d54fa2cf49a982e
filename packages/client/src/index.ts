export type { HotspotAuth, Token } from "./auth.ts";
export { BulkError, type BulkOutcome, type FailedChunk } from "./bulk-error.ts";
export type { BulkOptions, BulkProgress, Entries } from "./bulk.ts";
export type {
  CallOptions,
  CallPromise,
  CallResult,
  OperationAnswer,
  OperationBody,
  OperationQuery,
} from "./call.ts";
export { createHotspotClient, type HotspotClient } from "./client.ts";
export type { Configs } from "./configs.ts";
export {
  AbortedError,
  AuthenticationError,
  BadRequestError,
  type CallError,
  type CallErrorKind,
  ConnectionError,
  HotspotError,
  type HotspotErrorDetails,
  type HotspotOperation,
  InternalServerError,
  MethodNotAllowedError,
  NotFoundError,
  PermissionDeniedError,
  ServiceUnavailableError,
  TimeoutError,
  UnexpectedAnswerError,
} from "./error.ts";
export type { LimitOptions } from "./limits.ts";
export type { NonMigrationUsers } from "./non-migration-users.ts";
export type { CredentialOptions, GeneralOptions, HotspotClientOptions } from "./options.ts";
export type { Pages } from "./pages.ts";
export { type AnyHotspotError, isHotspotError, type Outcome, safe } from "./safe.ts";
export type { Region, ServerOptions } from "./server-url.ts";
export type {
  HotspotEvents,
  HotspotHooks,
  HotspotLogger,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from "./events.ts";
export type { AccessKeyCredentials } from "@hotspot-session/signature";
export type {
  CreateHotspotSessionConfigRequest,
  CreateHotspotSessionConfigResponse,
  ErrorResponse,
  HotspotSessionMigrationConfig,
  ListHotspotSessionConfigResponse,
  ListNonMigrationUsersResponse,
  UpdateHotspotSessionConfigRequest,
  UpdateHotspotSessionConfigResponse,
  UpdateNonMigrationUsersRequest,
  UserInfo,
} from "@hotspot-session/types";
