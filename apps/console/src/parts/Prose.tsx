/** A description of the contract: its paragraphs, with code where it is marked as such. */
export function Prose({ text }: { readonly text: string }) {
  return text
    .trim()
    .split("`")
    .map((part, index) =>
      // oxlint-disable-next-line react/no-array-index-key -- the parts never change their order
      index % 2 === 1 ? <code key={index}>{part}</code> : part,
    );
}
