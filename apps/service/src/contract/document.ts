import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { dereference } from "@hotspot-session/spec/validation";

export {
  methods,
  type Parameter,
  type ResponseObject,
  type Schema,
} from "@hotspot-session/spec/validation";

/** The contract, without references. */
export const document = dereference(contract);
