export type { CheckedServer, Exchange, ServerOptions } from "./checked-server.ts";
export { type Mock, startMock } from "./mock.ts";
export type { Preferences } from "./prism.ts";
export { ContractMismatchError } from "./same-contract.ts";
export { startVerifier, type Verifier } from "./verifier.ts";
export { ContractViolationError, type Violation } from "./violation.ts";
