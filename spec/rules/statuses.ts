/** The one success and the seven errors that upstream documents for every operation. */
export const errorStatuses: readonly string[] = ["400", "401", "403", "404", "405", "500", "503"];

export const statuses: readonly string[] = ["200", ...errorStatuses];
