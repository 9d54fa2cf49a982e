import type { Finding, Violation } from "./violation.ts";

interface Entry {
  readonly violation: Violation;
  /** Whose request it was: the mark of a checked fetch, or nothing for any other sender. */
  readonly mark: string | undefined;
  /** Whether a checked fetch has thrown it, so that a test has heard of it. */
  thrown: boolean;
}

/** Every violation since the start or the last `take`, and which of them somebody has heard of. */
export interface Ledger {
  readonly violations: readonly Violation[];
  record(
    request: { readonly method: string; readonly path: string; readonly mark: string | undefined },
    findings: readonly Finding[],
  ): void;
  /** The violations of the request with this mark, from now on known as thrown. */
  claim(mark: string): readonly Violation[];
  /** All violations, which are forgotten here. */
  take(): readonly Violation[];
  /** Those that were not claimed. */
  unheard(): readonly Violation[];
}

export function createLedger(): Ledger {
  let entries: Entry[] = [];
  return {
    get violations() {
      return entries.map(({ violation }) => violation);
    },
    record({ method, path, mark }, findings) {
      for (const finding of findings) {
        entries.push({ violation: { method, path, ...finding }, mark, thrown: false });
      }
    },
    claim(mark) {
      const claimed = entries.filter((entry) => entry.mark === mark);
      for (const entry of claimed) entry.thrown = true;
      return claimed.map(({ violation }) => violation);
    },
    take() {
      const taken = this.violations;
      entries = [];
      return taken;
    },
    unheard() {
      return entries.filter(({ thrown }) => !thrown).map(({ violation }) => violation);
    },
  };
}
