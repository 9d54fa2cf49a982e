import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { CopyButton } from "../parts/CopyButton.tsx";
import { EditConfig } from "../parts/EditConfig.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Users } from "../parts/users/Users.tsx";
import { VisibleText } from "../parts/VisibleText.tsx";
import { useProject } from "../project-context.ts";
import { configQuery } from "../queries.ts";
import { visible } from "../visible.ts";
import { words } from "../words.ts";
import styles from "./Config.module.css";

const route = getRouteApi("/p/$projectId/configs/$configId");

/** One configuration: its settings, and the users whom it exempts. */
export function Config() {
  const { hotspot } = useProject();
  const { projectId, configId } = route.useParams();
  const { data, error, refetch } = useQuery(configQuery(hotspot, useQueryClient(), configId));
  return (
    <>
      <title>{`${visible(configId)} · ${words.product}`}</title>
      <nav className={styles["trail"]}>
        <Link to="/p/$projectId/configs" params={{ projectId }}>
          {words.config.back}
        </Link>
      </nav>
      <div className={styles["head"]}>
        <h1>{words.config.title}</h1>
        <code>
          <VisibleText text={configId} />
        </code>
        <CopyButton text={configId} />
      </div>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === null && (
        <Empty title={words.config.missing} hint={words.config.missingHint}>
          <Link to="/p/$projectId/configs" params={{ projectId }} className="button">
            {words.config.back}
          </Link>
        </Empty>
      )}
      {data !== null && error === null && (
        <div className={styles["sections"]}>
          <section className={styles["card"]} aria-label={words.config.settings}>
            <h2>{words.config.settings}</h2>
            {data === undefined ? (
              <p role="status" className={styles["loading"]}>
                {words.config.loading}
              </p>
            ) : (
              <EditConfig key={data.id} config={data} />
            )}
          </section>
          <Users key={configId} configId={configId} />
        </div>
      )}
    </>
  );
}
