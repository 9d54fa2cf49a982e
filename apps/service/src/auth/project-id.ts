/**
 * A project id as the contract has it: any text of 1 to 128 characters.
 *
 * @throws an Error that says what it must be
 */
export function parseProjectId(text: string): string {
  const { length } = [...text];
  if (length < 1 || length > 128) throw new Error("must be 1 to 128 characters");
  return text;
}
