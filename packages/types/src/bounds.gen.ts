// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:c55ec98cdc961179d72b4d721c2da6b50f742597522e85f2f097fe0550e7a633

/** How many entries a page may be asked for at most. */
export const maxPageLimit = 100;

/** How many users one request may hold at most. */
export const maxNonMigrateUsers = 1000;

/** How many properties a user has at least, and how many characters each of them has. */
export const userInfoBounds = {
  minProperties: 1,
  properties: {
    user_id: { minLength: 1, maxLength: 128 },
    user_name: { minLength: 1, maxLength: 128 },
  },
} as const;
