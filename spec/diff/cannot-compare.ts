/** There is nothing to compare, or no telling what: the message says what to do. */
export class CannotCompare extends Error {
  override readonly name = "CannotCompare";
}
