import { words } from "../../words.ts";
import type { Plan } from "./list-protocol.ts";
import styles from "./SyncChanges.module.css";
import { UserSample } from "./UserSample.tsx";

/** What a plan changes: how many of each kind, and the first of these. */
export function SyncChanges({ plan }: { readonly plan: Plan }) {
  const { counts } = plan;
  const text = words.users.import;
  const kinds = ["additions", "overwrites", "removals"] as const;
  return (
    <div className={styles["changes"]}>
      <dl className={styles["counts"]}>
        {([...kinds, "unchanged"] as const).map((kind) => (
          <div key={kind} data-kind={kind}>
            <dt>{text[kind]}</dt>
            <dd>{words.users.grouped(counts[kind])}</dd>
          </div>
        ))}
      </dl>
      {kinds.map(
        (kind) =>
          counts[kind] > 0 && (
            <section key={kind} aria-label={text[kind]}>
              <h3>{text[kind]}</h3>
              <UserSample label={text[kind]} users={plan[kind]} total={counts[kind]} shown={3} />
            </section>
          ),
      )}
    </div>
  );
}
