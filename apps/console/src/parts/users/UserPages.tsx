import { maxPageLimit } from "@hotspot-session/client/bounds";
import { getRouteApi } from "@tanstack/react-router";
import { useId, useState } from "react";

import { words } from "../../words.ts";
import { PageLink } from "../PageLink.tsx";
import styles from "./UserPages.module.css";

const route = getRouteApi("/p/$projectId/configs/$configId");

/** How many rows a page may have, besides what the address says. */
const limits = [10, 25, 50, maxPageLimit];

interface UserPagesProps {
  readonly offset: number;
  readonly limit: number;
  /** How many users match. */
  readonly total: number;
}

/** Leads to any page, and sets how long pages are. */
export function UserPages({ offset, limit, total }: UserPagesProps) {
  const navigate = route.useNavigate();
  const count = Math.max(1, Math.ceil(total / limit));
  const page = Math.floor(offset / limit) + 1;
  const goTo = (next: { readonly offset: number; readonly limit?: number }) =>
    void navigate({
      search: (search) => ({ ...search, ...next, offset: next.offset || undefined }),
      resetScroll: false,
    });
  /** An address may begin within a page: then that page is another one. */
  const to = (target: number) => {
    const start = (target - 1) * limit;
    return target >= 1 && target <= count && start !== offset ? start : undefined;
  };
  const { first, previous, next, last, rows, pages, range } = words.users;
  return (
    <nav className={styles["pages"]} aria-label={pages}>
      <span role="status">{range(offset + 1, Math.min(offset + limit, total), total)}</span>
      <label className={styles["rows"]}>
        {rows}
        <select
          className="choice"
          value={limit}
          onChange={(event) => {
            const chosen = Number(event.target.value);
            // The new page contains the first user of this one.
            goTo({ limit: chosen, offset: Math.floor(offset / chosen) * chosen });
          }}
        >
          {[...new Set([...limits, limit])]
            .toSorted((a, b) => a - b)
            .map((one) => (
              <option key={one}>{one}</option>
            ))}
        </select>
      </label>
      <div className={styles["links"]}>
        <PageLink from={route.id} label={first} to={to(1)}>
          «
        </PageLink>
        <PageLink from={route.id} label={previous} to={to(page - 1)}>
          ‹
        </PageLink>
        <PageNumber
          page={page}
          count={count}
          onGo={(number) => goTo({ offset: (number - 1) * limit })}
        />
        <PageLink from={route.id} label={next} to={to(page + 1)}>
          ›
        </PageLink>
        <PageLink from={route.id} label={last} to={to(count)}>
          »
        </PageLink>
      </div>
    </nav>
  );
}

interface PageNumberProps {
  readonly page: number;
  readonly count: number;
  readonly onGo: (page: number) => void;
}

/** The number of the page, to be written over. */
function PageNumber({ page, count, onGo }: PageNumberProps) {
  /** What was typed since the last page was reached. */
  const [draft, setDraft] = useState<string>();
  const total = useId();
  const go = () => {
    const number = Math.trunc(Number(draft));
    if (number >= 1) onGo(Math.min(number, count));
    setDraft(undefined);
  };
  return (
    <form
      className={styles["number"]}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <input
        className="input"
        inputMode="numeric"
        aria-label={words.users.page}
        aria-describedby={total}
        value={draft ?? page}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={go}
        onFocus={(event) => event.target.select()}
      />
      <span id={total}>{words.users.ofPages(count)}</span>
    </form>
  );
}
