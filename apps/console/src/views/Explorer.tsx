import { getRouteApi, Link } from "@tanstack/react-router";

import { Request } from "../explorer/Request.tsx";
import { operations } from "../operations.ts";
import { Prose } from "../parts/Prose.tsx";
import { words } from "../words.ts";
import styles from "./Explorer.module.css";
import { Missing } from "./Missing.tsx";

const route = getRouteApi("/p/$projectId/explorer/$operationId");

/** An operation of the contract, to be tried. */
export function Explorer() {
  const { projectId, operationId } = route.useParams();
  const operation = operations.find(({ id }) => id === operationId);
  if (operation === undefined) return <Missing />;
  const { id, summary, description } = operation;
  return (
    <>
      <title>{`${summary} · ${words.explorer.title} · ${words.product}`}</title>
      <nav className={styles["operations"]} aria-label={words.explorer.operations}>
        {operations.map((one) => (
          <Link
            key={one.id}
            to="/p/$projectId/explorer/$operationId"
            params={{ projectId, operationId: one.id }}
            activeOptions={{ includeSearch: false }}
          >
            <Method name={one.method} />
            {one.summary}
          </Link>
        ))}
      </nav>
      <div className={styles["head"]}>
        <h1>{summary}</h1>
        <code>{id}</code>
        <a href={`/docs/${pageOf(id)}.html`}>{words.explorer.reference}</a>
      </div>
      <p className={styles["lead"]}>
        <Prose text={firstParagraph(description)} />
      </p>
      <Request key={id} operation={operation} />
    </>
  );
}

export function Method({ name }: { readonly name: string }) {
  return <span className={styles[name === "GET" ? "get" : "change"]}>{name}</span>;
}

/** Without links: the reference has them. */
const firstParagraph = (markdown: string) =>
  (markdown.split("\n\n", 1)[0] ?? "").replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");

/** The page of an operation in the documentation. */
const pageOf = (operationId: string) =>
  operationId.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
