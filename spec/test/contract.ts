import { readContract } from "./redocly.ts";

/** Any node of the contract. */
export class Node {
  readonly #root: unknown;
  readonly #value: unknown;
  readonly pointer: string;

  constructor(root: unknown, value: unknown = root, pointer = "#") {
    this.#root = root;
    this.#value = value;
    this.pointer = pointer;
  }

  /** The value as it stands, for an assertion. */
  get value(): unknown {
    return this.#value;
  }

  /** The member of that name, references followed; `undefined` where there is none. */
  at(...path: readonly string[]): Node | undefined {
    const [name, ...rest] = path;
    if (name === undefined) return this.#followed();
    const child = this.#members()[name];
    if (child === undefined) return undefined;
    return new Node(this.#root, child, `${this.pointer}/${name}`).#followed().at(...rest);
  }

  get keys(): readonly string[] {
    return Object.keys(this.#members());
  }

  get children(): readonly Node[] {
    return this.keys.flatMap((name) => this.at(name) ?? []);
  }

  #members(): Readonly<Record<string, unknown>> {
    return typeof this.#value === "object" && this.#value !== null ? { ...this.#value } : {};
  }

  #followed(): Node {
    const reference = this.#members()["$ref"];
    if (typeof reference !== "string") return this;
    const path = reference
      .split("/")
      .slice(1)
      .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
    const target = new Node(this.#root).at(...path);
    if (target === undefined) throw new Error(`${this.pointer}: ${reference} leads nowhere`);
    return target;
  }
}

export const openContract = async () => new Node(await readContract());
