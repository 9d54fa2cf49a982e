/**
 * A queue that its owners share: they take turns, however much one of them has waiting. What one
 * owner has waiting keeps its order.
 */
export function turns<Item>() {
  // The owner whose turn it is comes first.
  const owners = new Map<string, Item[]>();
  let length = 0;
  return {
    get length(): number {
      return length;
    },

    /** How many have something waiting. */
    get owners(): number {
      return owners.size;
    },

    /** How much of an owner is waiting. */
    lengthOf: (owner: string): number => owners.get(owner)?.length ?? 0,

    add(owner: string, item: Item): void {
      const items = owners.get(owner);
      if (items === undefined) owners.set(owner, [item]);
      else items.push(item);
      length += 1;
    },

    /** @returns `undefined` where none is left */
    take(): Item | undefined {
      const [turn] = owners;
      if (turn === undefined) return undefined;
      const [owner, items] = turn;
      const item = items.shift();
      owners.delete(owner);
      if (items.length > 0) owners.set(owner, items);
      length -= 1;
      return item;
    },

    /** Takes one out that does not wait for its turn any more. */
    remove(owner: string, item: Item): void {
      const items = owners.get(owner) ?? [];
      const index = items.indexOf(item);
      if (index < 0) return;
      items.splice(index, 1);
      if (items.length === 0) owners.delete(owner);
      length -= 1;
    },
  };
}
