/**
 * The types of the API, all generated from the contract: every schema by its name, and `paths`,
 * `operations` and `components` for the parts that have no name of their own.
 */
export type * from "./openapi.gen.ts";
export { contractHash } from "./contract-hash.gen.ts";
export { maxNonMigrateUsers, maxPageLimit, userInfoBounds } from "./bounds.gen.ts";
export { operationTable } from "./operation-table.gen.ts";
export { servers } from "./servers.gen.ts";
