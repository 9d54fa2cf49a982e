/** How a list of users may be written. */
export const formats = ["csv", "ndjson", "lines"] as const;

export type Format = (typeof formats)[number];
