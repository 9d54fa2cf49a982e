// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:03a56b82920deea59a0a3437bcea7b41f8deea3db387daeb7bafac8d1585cdd9

/** How many entries a page may be asked for at most. */
export const maxPageLimit = 100;

/** How many users one request may hold at most. */
export const maxNonMigrateUsers = 1000;

/** How many properties a user has at least, and how many characters of which kind each of them has. */
export const userInfoBounds = {
  minProperties: 1,
  properties: {
    user_id: {
      minLength: 1,
      maxLength: 128,
      pattern: /^(?:[^\x00\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])*$/u,
    },
    user_name: {
      minLength: 1,
      maxLength: 128,
      pattern: /^(?:[^\x00\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])*$/u,
    },
  },
} as const;
