/** One change to the tables of both engines, in the SQL of each. */
export interface SchemaChange {
  readonly sqlite: string;
  readonly postgres: string;
}

/**
 * The changes to the tables since the first versions in each engine's schema.ts, in their order. Each
 * makes the next version of either, and a released one never changes.
 */
export const schemaChanges: readonly SchemaChange[] = [];
