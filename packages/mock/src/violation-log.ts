import type { Finding, Violation } from "./violation.ts";

interface Entry {
  readonly violation: Violation;
  /** The mark of the checked fetch that sent the request; undefined for any other sender. */
  readonly mark: string | undefined;
  /** Whether a checked fetch has thrown it. */
  thrown: boolean;
}

/** All violations since the start or the last `take`. */
export interface ViolationLog {
  readonly violations: readonly Violation[];
  record(
    request: { readonly method: string; readonly path: string; readonly mark: string | undefined },
    findings: readonly Finding[],
  ): void;
  /** The violations of the request with this mark, which count as thrown from now on. */
  claim(mark: string): readonly Violation[];
  /** All violations, which are removed here. */
  take(): readonly Violation[];
  /** The violations that no fetch has thrown. */
  unthrown(): readonly Violation[];
}

export function createViolationLog(): ViolationLog {
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
    unthrown() {
      return entries.filter(({ thrown }) => !thrown).map(({ violation }) => violation);
    },
  };
}
