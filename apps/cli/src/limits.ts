// Those of @hotspot-session/client/bounds, which a start does not load. A test compares them.

/** How many entries a page may be asked for at most. */
export const maxPageLimit = 100;

/** How many users one request, and a configuration in a list, may hold at most. */
export const maxNonMigrateUsers = 1000;
