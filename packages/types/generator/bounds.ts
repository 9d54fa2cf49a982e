import { at, type Json } from "./contract.ts";

/** The bounds of the contract that a program has to cut its work by. */
export function bounds(contract: Json): string {
  const limit = at(contract, "components", "parameters", "Limit", "schema")["maximum"];
  const users = at(contract, "components", "schemas", "NonMigrateUsers")["maxItems"];
  return `/** How many entries a page may be asked for at most. */
export const maxPageLimit = ${Number(limit)};

/** How many users one request may hold at most. */
export const maxNonMigrateUsers = ${Number(users)};
`;
}
