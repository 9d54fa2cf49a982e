declare const content: unique symbol;

/**
 * A `Value` as JSON text: whole, or in parts that are made as they are read, so that a large answer
 * is never in memory as a whole. A reader that does not want all parts calls `return()`, as
 * `for await` and streams do.
 */
export type Json<Value> = (string | AsyncIterable<string>) & { readonly [content]: Value };

/** Says what a text is the JSON of: an engine made it, and nothing checks it. */
export const json = <Value>(text: string | AsyncIterable<string>): Json<Value> =>
  text as Json<Value>;
