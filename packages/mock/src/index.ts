export type { CheckedServer, Exchange, ServerOptions } from "./checked-server.ts";
export { type Mock, type Preferences, startMock } from "./mock.ts";
export { ContractMismatchError } from "./same-contract.ts";
export { startVerifier, type Verifier } from "./verifier.ts";
export { ContractViolationError, type Violation } from "./violation.ts";
