import { maxNonMigrateUsers } from "@hotspot-session/client/bounds";

/** Which lines the requests of a large list hold: two numbers for each request, not for each user. */
export class ChunkLines {
  readonly #first: number[] = [];
  readonly #last: number[] = [];
  #count = 0;

  /** The next user that is handed over comes from this line. */
  note(line: number): void {
    const chunk = Math.floor(this.#count / maxNonMigrateUsers);
    this.#first[chunk] ??= line;
    this.#last[chunk] = line;
    this.#count += 1;
  }

  /** The line from which on the user with this number is found, who begins a request. */
  from(offset: number): number {
    // What was never handed over was not read either, but is known to come after all that was.
    return this.#first[offset / maxNonMigrateUsers] ?? (this.lastBefore(offset) ?? 0) + 1;
  }

  /** The line of the last user before this number, which begins a request or is the end. */
  lastBefore(offset: number): number | undefined {
    return this.#last[Math.ceil(offset / maxNonMigrateUsers) - 1];
  }
}
