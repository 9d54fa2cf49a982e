// How requests of the contract are read and checked, in the words in which they are refused.
// The service and the mock both use it, so that they refuse the same requests alike.

export {
  dereference,
  type Document,
  type Method,
  methods,
  type OperationObject,
  type Parameter,
  type PathItem,
  type ResponseObject,
  type Schema,
} from "./document.ts";
export {
  describeProblem,
  InvalidRequestError,
  type Part,
  type Problem,
} from "./invalid-request-error.ts";
export { type BodyHeaders, maxBodyBytes, parseJsonBody } from "./json-body.ts";
export { type Operation, operationsOf } from "./operations.ts";
export { queryReader } from "./query.ts";
export { validator, type ValidatorOptions } from "./schema-validator.ts";
