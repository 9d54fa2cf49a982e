// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:a17ff5650c1f097baf72ab24abfc5c9a5469a199498a39950a7003355793b8fa

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
