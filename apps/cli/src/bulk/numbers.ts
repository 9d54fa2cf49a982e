/** A growing list of whole numbers from 0 to 2^32 - 1, four bytes each; 0 where none was set. */
export class Numbers {
  #values = new Uint32Array(1024);

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const values = new Uint32Array(Math.max(index + 1, 2 * this.#values.length));
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[index] = value;
  }
}
