import type { ReactNode } from "react";

interface EmptyProps {
  readonly title: string;
  readonly hint: string;
  /** What leads elsewhere. */
  readonly children?: ReactNode;
}

/** In place of what there would be. */
export const Empty = ({ title, hint, children }: EmptyProps) => (
  <div className="empty">
    <h2>{title}</h2>
    <p>{hint}</p>
    {children}
  </div>
);
