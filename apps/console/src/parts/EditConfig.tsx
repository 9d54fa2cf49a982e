import type { HotspotSessionMigrationConfig } from "@hotspot-session/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useProject } from "../project-context.ts";
import { keys } from "../queries.ts";
import { words } from "../words.ts";
import { AsCode } from "./AsCode.tsx";
import styles from "./EditConfig.module.css";
import { Failure } from "./Failure.tsx";
import { type Settings, SettingsForm } from "./SettingsForm.tsx";

/** The settings of a configuration, to be changed both at once as the API does. */
export function EditConfig({ config }: { readonly config: HotspotSessionMigrationConfig }) {
  const { session, hotspot } = useProject();
  const queries = useQueryClient();
  const {
    mutate,
    isPending,
    isSuccess,
    error,
    reset: forget,
  } = useMutation({
    mutationFn: (settings: Settings) => hotspot.configs.update(config.id, settings),
    async onSuccess(stored) {
      // A read that began before would bring back what was there.
      await queries.cancelQueries({ queryKey: keys.config(config.id) });
      queries.setQueryData(keys.config(config.id), { ...config, ...stored });
      // Lists are read again: what they showed is no longer so.
      queries.removeQueries({ queryKey: keys.configs });
    },
  });
  const isReader = session.role.name === "reader";
  return (
    <SettingsForm
      initial={config}
      disabled={isReader}
      onSubmit={(settings, reset) => !isPending && mutate(settings, { onSuccess: reset })}
    >
      {({ settings, isChanged, reset }) => (
        <>
          {error !== null && <Failure error={error} />}
          {!isReader && (
            <div className={styles["actions"]}>
              <button type="submit" className="primary" aria-disabled={isPending || !isChanged}>
                {isPending ? words.form.saving : words.form.save}
              </button>
              {isChanged && !isPending && (
                <button
                  type="button"
                  className="quiet"
                  onClick={() => {
                    reset();
                    forget();
                  }}
                >
                  {words.form.discard}
                </button>
              )}
              <span role="status">{isSuccess && !isChanged && words.form.saved}</span>
              <AsCode
                call={{
                  operation: "UpdateHotspotSessionConfig",
                  configId: config.id,
                  body: settings,
                }}
              />
            </div>
          )}
        </>
      )}
    </SettingsForm>
  );
}
