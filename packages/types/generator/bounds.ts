import { at, type Json } from "./contract.ts";

/** The bounds of the contract that a program has to cut its work by, or check its input against. */
export function bounds(contract: Json): string {
  const limit = at(contract, "components", "parameters", "Limit", "schema")["maximum"];
  const users = at(contract, "components", "schemas", "NonMigrateUsers")["maxItems"];
  const user = at(contract, "components", "schemas", "UserInfo");
  const lengths = Object.entries(at(user, "properties")).map(([name, property]) => {
    const { minLength, maxLength, pattern } = at(property);
    return `    ${name}: {
      minLength: ${Number(minLength)},
      maxLength: ${Number(maxLength)},
      pattern: ${String(new RegExp(String(pattern), "u"))},
    },\n`;
  });
  return `/** How many entries a page may be asked for at most. */
export const maxPageLimit = ${Number(limit)};

/** How many users one request may hold at most. */
export const maxNonMigrateUsers = ${Number(users)};

/** How many properties a user has at least, and how many characters of which kind each of them has. */
export const userInfoBounds = {
  minProperties: ${Number(user["minProperties"])},
  properties: {
${lengths.join("")}  },
} as const;
`;
}
