import type { CallErrorKind } from "@hotspot-session/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { useProject } from "../../project-context.ts";
import { keys, queryOf, usersQuery } from "../../queries.ts";
import type { UserAction } from "../../router.tsx";
import { words } from "../../words.ts";
import { AdminButton } from "../AdminButton.tsx";
import { AsCode } from "../AsCode.tsx";
import { Empty } from "../Empty.tsx";
import { Failure } from "../Failure.tsx";
import { PageLink } from "../PageLink.tsx";
import { useSelection } from "./selection.ts";
import { SelectionBar } from "./SelectionBar.tsx";
import { UserFilter } from "./UserFilter.tsx";
import { UserPages } from "./UserPages.tsx";
import styles from "./Users.module.css";
import { UserTable } from "./UserTable.tsx";

const route = getRouteApi("/p/$projectId/configs/$configId");
const AddUser = lazy(() => import("./AddUser.tsx"));
const ExportUsers = lazy(() => import("./ExportUsers.tsx"));
const ImportUsers = lazy(() => import("./ImportUsers.tsx"));
const RemoveUsers = lazy(() => import("./RemoveUsers.tsx"));

/** How many users a page shows unless the address says otherwise. */
const usualLimit = 25;

/** The exempt users of a configuration: one or a million, of which a page is read at a time. */
export function Users({ configId }: { readonly configId: string }) {
  const { session, hotspot } = useProject();
  const { filter = "", offset = 0, limit = usualLimit, action } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const selection = useSelection(filter);
  const [isRemoving, setRemoving] = useState(false);
  const [message, setMessage] = useState("");
  const { data, error, refetch, isPlaceholderData } = useQuery(
    usersQuery(hotspot, configId, { filter, offset, limit }),
  );
  const users = data?.non_migrate_users;
  const total = data?.total_count ?? 0;

  const open = (next: UserAction | undefined) => {
    setMessage("");
    void navigate({ search: (search) => ({ ...search, action: next }), resetScroll: false });
  };
  const close = () => {
    setRemoving(false);
    if (action !== undefined) open(undefined);
  };
  const onChanged = (failure?: CallErrorKind) => {
    // The answer would lead to the form to sign in, away from what the dialog says of the failure.
    if (failure === "Authentication") return;
    void queries.invalidateQueries({ queryKey: keys.users(configId) });
    // Lists of configurations count users.
    queries.removeQueries({ queryKey: keys.configs });
  };
  const onDone = (done: string) => {
    close();
    selection.clear();
    setMessage(done);
    onChanged();
  };
  const dialog = { configId, onClose: close, onChanged, onDone };
  const isEmpty = users?.length === 0 && !isPlaceholderData;
  const isReader = session.role.name === "reader";
  return (
    <section className={styles["users"]} aria-label={words.users.title}>
      <div className={styles["head"]}>
        <h2>{words.users.title}</h2>
        <p role="status">{message}</p>
        <AsCode
          call={{
            operation: "ListNonMigrationUsers",
            configId,
            query: { ...queryOf(filter), offset, limit },
          }}
        />
        <button
          type="button"
          className="button"
          aria-disabled={total === 0}
          {...(total > 0 && { onClick: () => open("export") })}
        >
          {words.users.export.open}
        </button>
        <AdminButton onPress={() => open("import")}>{words.users.import.open}</AdminButton>
        <AdminButton kind="primary" onPress={() => open("add")}>
          {words.users.add.open}
        </AdminButton>
      </div>
      <div className={styles["bar"]}>
        <UserFilter
          filter={filter}
          onFilter={(text) =>
            navigate({
              search: (search) => ({ ...search, filter: text || undefined, offset: undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <SelectionBar
          selection={selection}
          total={total}
          onRemove={() => {
            setMessage("");
            setRemoving(true);
          }}
        />
      </div>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {error === null && !isEmpty && (
        <UserTable
          users={users}
          rows={users === undefined || total > limit ? limit : users.length}
          isStale={isPlaceholderData}
          selection={selection}
        />
      )}
      {isEmpty && <NoUsers filter={filter} offset={offset} />}
      {total > 0 && !isEmpty && <UserPages offset={offset} limit={limit} total={total} />}
      <Suspense>
        {action === "add" && !isReader && <AddUser {...dialog} />}
        {action === "import" && !isReader && <ImportUsers {...dialog} />}
        {action === "export" && data !== undefined && (
          <ExportUsers
            {...dialog}
            filter={filter}
            total={total}
            onDone={(done) => {
              close();
              setMessage(done);
            }}
          />
        )}
        {isRemoving && (
          <RemoveUsers
            {...dialog}
            filter={filter}
            selected={
              selection.selection.kind === "all"
                ? undefined
                : [...selection.selection.users.values()]
            }
          />
        )}
      </Suspense>
    </section>
  );
}

/** What there is in place of a table without rows. */
function NoUsers({ filter, offset }: { readonly filter: string; readonly offset: number }) {
  const { past, pastHint, noMatch, noMatchHint, none, noneHint, first } = words.users;
  if (offset > 0) {
    return (
      <Empty title={past} hint={pastHint}>
        <PageLink from={route.id} to={0}>
          {first}
        </PageLink>
      </Empty>
    );
  }
  return filter === "" ? (
    <Empty title={none} hint={noneHint} />
  ) : (
    <Empty title={noMatch} hint={noMatchHint} />
  );
}
