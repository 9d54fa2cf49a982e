import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

/** The contract, never to be changed in place: others in this process hold the same object. */
export { contract };

/** The body of every error. */
export interface ErrorBody {
  readonly error_code: string;
  readonly error_msg: string;
}

/** The contract's error body of a status. */
export function errorBody(status: number, message: string): ErrorBody {
  return { error_code: `WKS.00000${status}`, error_msg: message };
}
