import { Link } from "@tanstack/react-router";

interface PageLinkProps {
  /** The view. */
  readonly from: "/p/$projectId/configs" | "/p/$projectId/configs/$configId";
  /** Where the page begins; undefined where there is none. */
  readonly to: number | undefined;
  /** In place of what it shows. */
  readonly label?: string;
  readonly children: string;
}

/** Leads to another page of the list in this view. Without a page it stays in reach of the keyboard. */
export function PageLink({ from, to, label, children }: PageLinkProps) {
  return (
    <Link
      from={from}
      search={(search) => ({ ...search, offset: to === 0 ? undefined : to })}
      disabled={to === undefined}
      tabIndex={0}
      resetScroll={false}
      aria-label={label}
      className="button"
    >
      {children}
    </Link>
  );
}
