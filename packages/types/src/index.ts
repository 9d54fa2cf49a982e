/**
 * The types of the API, all generated from the contract: every schema by its name, and `paths`,
 * `operations` and `components` for whoever wants a part that has no name of its own.
 */
export type * from "./openapi.gen.ts";
export { contractHash } from "./contract-hash.gen.ts";
