import type { Finding, Violation } from "./violation.ts";

interface Entry {
  readonly violation: Violation;
  /** The mark of the checked fetch that sent the request; undefined for any other sender. */
  readonly mark: string | undefined;
  /** Whether a checked fetch has thrown it. */
  thrown: boolean;
}

/** All violations since the start or the last {@link ViolationLog.take}. */
export class ViolationLog {
  #entries: Entry[] = [];

  get violations(): readonly Violation[] {
    return this.#entries.map(({ violation }) => violation);
  }

  record(
    request: Pick<Violation, "method" | "path">,
    mark: string | undefined,
    findings: readonly Finding[],
  ): void {
    for (const finding of findings) {
      this.#entries.push({ violation: { ...request, ...finding }, mark, thrown: false });
    }
  }

  /** The violations of the request with this mark, which count as thrown from now on. */
  claim(mark: string): readonly Violation[] {
    const claimed = this.#entries.filter((entry) => entry.mark === mark);
    for (const entry of claimed) entry.thrown = true;
    return claimed.map(({ violation }) => violation);
  }

  /** All violations, which are removed here. */
  take(): readonly Violation[] {
    const taken = this.violations;
    this.#entries = [];
    return taken;
  }

  /** The violations that no fetch has thrown. */
  unthrown(): readonly Violation[] {
    return this.#entries.filter(({ thrown }) => !thrown).map(({ violation }) => violation);
  }
}
