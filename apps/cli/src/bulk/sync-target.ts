import type { UserInfo } from "@hotspot-session/client";

import { KeyIndex } from "./key-index.ts";
import { Numbers } from "./numbers.ts";

// What is said of each id and of each name.
/** The entry is in the list already, exactly so. */
const kept = 1;
/** The list has an entry of this id. */
const listed = 2;
/** The change of this entry has been told. */
const told = 4;
/** The target has an entry that is this name only. */
const bare = 8;
/** The target has an entry with an id and this name. */
const withId = 16;
/** The list has an entry that is this name only, and the target one that has an id as well. */
const becomes = 32;
/** The list has an entry with an id and this name that is to go, or to get another. */
const taken = 64;

/** What is to become of an entry of the list by a removal of its own. */
export type Fate = "remove" | "stay";

/** How an entry of the target gets into the list. */
export interface Step {
  readonly change: "add" | "overwrite";
  /** Whether only after the removals: until then another entry has its name, and nothing would be added. */
  readonly isLate: boolean;
}

/**
 * The list of users that a file asks for, and the way there from the list that is:
 *
 * 1. {@link put} every user of the file;
 * 2. {@link fateOf} every entry of the list;
 * 3. {@link stepOf} every user of the file again;
 * 4. ADD what is not late, DELETE what is to be removed, ADD what is late: in this order nobody who
 *    is to stay is missing in between, unless somebody else's entry is in the way.
 *
 * By the contract's rules of identity a user is the entry of its id, or else of its exact name, and
 * a name alone is nothing beside an entry with that name and an id. It keeps numbers and hashes, no
 * text: about 40 bytes for each id, and as many for each name.
 */
export class SyncTarget {
  readonly #ids = new KeyIndex();
  readonly #names = new KeyIndex();
  /** Of each id: the number of its name and 1, or 0 for none. */
  readonly #nameOfId = new Numbers();
  readonly #lineOfId = new Numbers();
  readonly #idMarks = new Numbers();
  readonly #nameMarks = new Numbers();
  #bareCount = 0;

  /** How many entries the list is to have. */
  get size(): number {
    return this.#ids.size + this.#bareCount;
  }

  /** @returns what is wrong with this user, beside those before it */
  put({ user_id, user_name }: UserInfo, line: number): string | undefined {
    const count = this.#ids.size;
    const name = user_name === undefined ? -1 : this.#names.add(user_name);
    if (user_id === undefined) {
      const marks = this.#nameMarks.at(name);
      if ((marks & (bare | withId)) === 0) this.#bareCount += 1;
      this.#nameMarks.set(name, marks | bare);
      return undefined;
    }
    const id = this.#ids.add(user_id);
    if (id < count && this.#nameOfId.at(id) !== name + 1) {
      return `user_id: has another name in line ${this.#lineOfId.at(id)}; which one holds?`;
    }
    this.#nameOfId.set(id, name + 1);
    if (id === count) this.#lineOfId.set(id, line);
    if (name === -1) return undefined;
    const marks = this.#nameMarks.at(name);
    if ((marks & bare) !== 0 && (marks & withId) === 0) this.#bareCount -= 1;
    this.#nameMarks.set(name, marks | withId);
    return undefined;
  }

  /** Whether an entry of the list has to be removed; each is asked for once. */
  fateOf({ user_id, user_name }: UserInfo): Fate {
    const name = user_name === undefined ? -1 : this.#names.find(user_name);
    if (user_id === undefined) {
      if (name === -1) return "remove";
      const marks = this.#nameMarks.at(name);
      // An ADD of the entry with the id takes its place. A DELETE of the name would remove both.
      this.#nameMarks.set(name, marks | ((marks & withId) === 0 ? kept : becomes));
      return "stay";
    }
    const id = this.#ids.find(user_id);
    if (id !== -1) {
      // An unknown name is not no name.
      const isSame =
        user_name === undefined
          ? this.#nameOfId.at(id) === 0
          : name !== -1 && this.#nameOfId.at(id) === name + 1;
      this.#idMarks.set(id, this.#idMarks.at(id) | listed | (isSame ? kept : 0));
      if (isSame) return "stay";
    }
    if (name !== -1) this.#nameMarks.set(name, this.#nameMarks.at(name) | taken);
    return id === -1 ? "remove" : "stay";
  }

  /** What to do for a user of the file; undefined where it is in the list, or has been told. */
  stepOf({ user_id, user_name }: UserInfo): Step | undefined {
    const name = user_name === undefined ? -1 : this.#names.find(user_name);
    const nameMarks = name === -1 ? 0 : this.#nameMarks.at(name);
    if (user_id === undefined) {
      if ((nameMarks & (withId | kept | told)) !== 0) return undefined;
      this.#nameMarks.set(name, nameMarks | told);
      return { change: "add", isLate: (nameMarks & taken) !== 0 };
    }
    const id = this.#ids.find(user_id);
    const marks = this.#idMarks.at(id);
    const isBecoming = (nameMarks & becomes) !== 0;
    if ((marks & told) !== 0 || ((marks & kept) !== 0 && !isBecoming)) return undefined;
    this.#idMarks.set(id, marks | told);
    if (isBecoming) this.#nameMarks.set(name, nameMarks & ~becomes);
    return { change: isBecoming || (marks & listed) !== 0 ? "overwrite" : "add", isLate: false };
  }
}
