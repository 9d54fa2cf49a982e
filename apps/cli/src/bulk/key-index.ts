/**
 * Numbers texts in the order in which they come, from 0: a `Map` of a million texts that takes 13
 * to 27 bytes for each, however long they are, because it keeps 64 bits of a hash in place of the
 * text. That two of a million texts are taken for one is as likely as one in 30 million, and as
 * nobody can know the seed, nobody can bring it about.
 */
export class KeyIndex {
  readonly #seed = crypto.getRandomValues(new Uint32Array(2));
  readonly #hash = new Uint32Array(2);
  /** Where a text is: its number and 1, or 0. As many as a power of two, at most three quarters used. */
  #slots = new Uint32Array(1024);
  /** The hash of each text: two words. */
  #hashes = new Uint32Array(1536);
  #size = 0;

  /** How many different texts there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of the text, or -1. */
  find(text: string): number {
    return (this.#slots[this.#slotOf(text)] ?? 0) - 1;
  }

  /** The number of the text, which is `size` as it was before where the text is new. */
  add(text: string): number {
    const slot = this.#slotOf(text);
    const found = this.#slots[slot] ?? 0;
    if (found > 0) return found - 1;
    const [low = 0, high = 0] = this.#hash;
    const number = this.#size++;
    this.#hashes[2 * number] = low;
    this.#hashes[2 * number + 1] = high;
    this.#slots[slot] = number + 1;
    if (2 * this.#size === this.#hashes.length) this.#grow();
    return number;
  }

  /** The slot of the text, or the free one where it would be. */
  #slotOf(text: string): number {
    hashInto(this.#hash, text, this.#seed);
    const [low = 0, high = 0] = this.#hash;
    const mask = this.#slots.length - 1;
    let slot = low & mask;
    for (;;) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number === -1) return slot;
      if (this.#hashes[2 * number] === low && this.#hashes[2 * number + 1] === high) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length);
    const hashes = new Uint32Array(1.5 * this.#slots.length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      let slot = (hashes[2 * number] ?? 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

/** MurmurHash3 (32 bits) twice, with other constants and seeds. */
function hashInto(hash: Uint32Array, text: string, [seed1 = 0, seed2 = 0]: Uint32Array): void {
  let one = seed1;
  let two = seed2;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    let mixed = Math.imul(unit, 0xcc9e2d51);
    mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    one ^= mixed;
    one = (Math.imul((one << 13) | (one >>> 19), 5) + 0xe6546b64) | 0;
    mixed = Math.imul(unit, 0x239b961b);
    mixed = Math.imul((mixed << 16) | (mixed >>> 16), 0xab0e9789);
    two ^= mixed;
    two = (Math.imul((two << 17) | (two >>> 15), 5) + 0x0bcaa747) | 0;
  }
  hash[0] = finish(one ^ text.length);
  hash[1] = finish(two ^ text.length);
}

function finish(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
