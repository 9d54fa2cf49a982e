import { maxPageLimit } from "@hotspot-session/client/bounds";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useId, useState } from "react";

import controls from "../../controls.module.css";
import { words } from "../../words.ts";
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
  const page = Math.min(count, Math.floor(offset / limit) + 1);
  const goTo = (next: { readonly offset: number; readonly limit?: number }) =>
    void navigate({
      search: (search) => ({ ...search, ...next, offset: next.offset || undefined }),
      resetScroll: false,
    });
  const to = (target: number) =>
    target >= 1 && target <= count && target !== page ? (target - 1) * limit : undefined;
  const { first, previous, next, last, rows, pages, range } = words.users;
  return (
    <nav className={styles["pages"]} aria-label={pages}>
      <span role="status">
        {range(Math.min(offset + 1, total), Math.min(offset + limit, total), total)}
      </span>
      <label className={styles["rows"]}>
        {rows}
        <select
          value={limit}
          onChange={(event) => {
            const chosen = Number(event.target.value);
            // The first user of this page stays in sight.
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
        <PageLink label={first} to={to(1)}>
          «
        </PageLink>
        <PageLink label={previous} to={to(page - 1)}>
          ‹
        </PageLink>
        <PageNumber
          key={page}
          page={page}
          count={count}
          onGo={(number) => goTo({ offset: (number - 1) * limit })}
        />
        <PageLink label={next} to={to(page + 1)}>
          ›
        </PageLink>
        <PageLink label={last} to={to(count)}>
          »
        </PageLink>
      </div>
    </nav>
  );
}

interface PageLinkProps {
  readonly label: string;
  /** Where the page begins; undefined where there is none. */
  readonly to: number | undefined;
  readonly children: string;
}

function PageLink({ label, to, children }: PageLinkProps) {
  return (
    <Link
      from={route.id}
      search={(search) => ({ ...search, offset: to === 0 ? undefined : to })}
      disabled={to === undefined}
      resetScroll={false}
      aria-label={label}
      className={controls["button"]}
    >
      {children}
    </Link>
  );
}

interface PageNumberProps {
  readonly page: number;
  readonly count: number;
  readonly onGo: (page: number) => void;
}

/** The number of the page, to be written over. */
function PageNumber({ page, count, onGo }: PageNumberProps) {
  const [text, setText] = useState(String(page));
  const total = useId();
  const go = () => {
    const number = Math.trunc(Number(text));
    if (!(number >= 1)) return setText(String(page));
    const nearest = Math.min(number, count);
    setText(String(nearest));
    if (nearest !== page) onGo(nearest);
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
        className={controls["input"]}
        inputMode="numeric"
        aria-label={words.users.page}
        aria-describedby={total}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={go}
        onFocus={(event) => event.target.select()}
      />
      <span id={total}>{words.users.ofPages(count)}</span>
    </form>
  );
}
