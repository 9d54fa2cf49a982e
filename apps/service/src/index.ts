export type { Fault } from "./test-double/fault.ts";
export { startService } from "./test-double/start-service.ts";
export type {
  SeededConfig,
  SeedOptions,
  StartOptions,
  TestProject,
  TestService,
} from "./test-double/test-service.ts";
