import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { AdminButton } from "../parts/AdminButton.tsx";
import { AsCode } from "../parts/AsCode.tsx";
import { ConfigTable } from "../parts/ConfigTable.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Failure } from "../parts/Failure.tsx";
import { PageLink } from "../parts/PageLink.tsx";
import { useProject } from "../project-context.ts";
import { configsQuery } from "../queries.ts";
import { words } from "../words.ts";
import styles from "./Configs.module.css";

const route = getRouteApi("/p/$projectId/configs");
const CreateConfig = lazy(() => import("../parts/CreateConfig.tsx"));

/** How many configurations a page shows unless the address says otherwise: the contract's own default. */
const usualLimit = 10;

export function Configs() {
  const { session, hotspot } = useProject();
  const { offset = 0, limit = usualLimit, create } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch, isPlaceholderData } = useQuery(
    configsQuery(hotspot, offset, limit),
  );
  const setCreate = (open: boolean) =>
    void navigate({ search: (search) => ({ ...search, create: open || undefined }) });
  const isReader = session.role.name === "reader";
  const isEmpty = data?.items.length === 0 && !isPlaceholderData;
  return (
    <>
      <title>{`${words.configs.title} · ${words.product}`}</title>
      <div className={styles["head"]}>
        <h1>{words.configs.title}</h1>
        <AsCode call={{ operation: "ListHotspotSessionConfig", query: { offset, limit } }} />
        <AdminButton kind="primary" onPress={() => setCreate(true)}>
          {words.configs.create}
        </AdminButton>
      </div>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {error === null && !isEmpty && <ConfigTable items={data?.items} rows={limit} />}
      {isEmpty && offset === 0 && (
        <Empty title={words.configs.none} hint={words.configs.noneHint} />
      )}
      {isEmpty && offset > 0 && (
        <Empty title={words.configs.past} hint={words.configs.pastHint}>
          <PageLink from={route.id} to={0}>
            {words.configs.first}
          </PageLink>
        </Empty>
      )}
      {data !== undefined && !isEmpty && (offset > 0 || data.hasNext) && (
        <nav className={styles["pages"]} aria-label={words.configs.title}>
          <span>{words.configs.range(offset + 1, offset + data.items.length)}</span>
          <PageLink from={route.id} to={offset > 0 ? Math.max(0, offset - limit) : undefined}>
            {words.configs.previous}
          </PageLink>
          <PageLink from={route.id} to={data.hasNext ? offset + limit : undefined}>
            {words.configs.next}
          </PageLink>
        </nav>
      )}
      {create === true && !isReader && (
        <Suspense>
          <CreateConfig onClose={() => setCreate(false)} />
        </Suspense>
      )}
    </>
  );
}
