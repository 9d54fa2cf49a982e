// What keeps an answer from filling the context of an assistant.

/** The most characters of JSON that the entries of one page have, unless the first alone has more. */
export const maxPageText = 20_000;
/** How many of its exempt users a configuration shows. */
export const maxShownUsers = 5;

/** What is added to the answers of the contract, by its place. */
export const additions = {
  next_offset: {
    description: "The offset of the next page. Absent where this page is the last.",
    type: "integer",
  },
  non_migrate_users_omitted: {
    description: `How many users are left out of non_migrate_users, which has ${maxShownUsers} at most here; ListNonMigrationUsers has all.`,
    type: "integer",
  },
} as const;

/**
 * As many of the entries as fit, and where the next page begins.
 *
 * @param total how many entries all pages have, where that is known; else a full page has a next one
 */
export function fitPage<Entry>(
  entries: readonly Entry[],
  { offset = 0, limit }: { readonly offset?: number; readonly limit?: number },
  total?: number,
): { readonly fitting: readonly Entry[]; readonly next: { readonly next_offset?: number } } {
  let length = 0;
  const fitting = entries.filter((entry, index) => {
    length += JSON.stringify(entry).length;
    return index === 0 || length <= maxPageText;
  });
  const end = offset + fitting.length;
  const isLast =
    fitting.length === entries.length &&
    (total === undefined ? entries.length !== limit : end >= total || entries.length === 0);
  return { fitting, next: isLast ? {} : { next_offset: end } };
}

/** A configuration with the first of its exempt users only. */
export function withFewUsers<
  Configuration extends { readonly non_migrate_users: readonly object[] },
>(configuration: Configuration): Configuration & { readonly non_migrate_users_omitted?: number } {
  const { non_migrate_users: users } = configuration;
  if (users.length <= maxShownUsers) return configuration;
  return {
    ...configuration,
    non_migrate_users: users.slice(0, maxShownUsers),
    non_migrate_users_omitted: users.length - maxShownUsers,
  };
}
