import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { useProject } from "../project-context.ts";
import { keys } from "../queries.ts";
import { words } from "../words.ts";
import { AsCode } from "./AsCode.tsx";
import { DialogActions } from "./DialogForm.tsx";
import { Failure } from "./Failure.tsx";
import { ModalDialog } from "./ModalDialog.tsx";
import { type Settings, SettingsForm } from "./SettingsForm.tsx";

/** Off: a new configuration changes nothing until it is set to. */
const initial: Settings = { hotspot_session_migration_enable: false, hotspot_exit_session_num: 0 };

/** A dialog for a new configuration, which it then shows. */
export default function CreateConfig({ onClose }: { readonly onClose: () => void }) {
  const { session, hotspot } = useProject();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { projectId } = session;
  const { mutate, isPending, error } = useMutation({
    mutationFn: (settings: Settings) => hotspot.configs.create(settings),
    onSuccess(config) {
      queries.setQueryData(keys.config(config.id), { ...config, project_id: projectId });
      // Lists are read again: what they showed is no longer so.
      queries.removeQueries({ queryKey: keys.configs });
      void navigate({
        to: "/p/$projectId/configs/$configId",
        params: { projectId, configId: config.id },
        // Back leads to the list, and not to another new one.
        replace: true,
      });
    },
  });
  // It cannot be taken back once it is sent: what comes of it is shown.
  const close = () => !isPending && onClose();
  return (
    <ModalDialog title={words.configs.create} onClose={close}>
      <SettingsForm initial={initial} onSubmit={(settings) => !isPending && mutate(settings)}>
        {({ settings }) => (
          <>
            {error !== null && <Failure error={error} />}
            <DialogActions
              aside={<AsCode call={{ operation: "CreateHotspotSessionConfig", body: settings }} />}
              submit={isPending ? words.form.creating : words.form.create}
              isReady={!isPending}
              onClose={close}
            />
          </>
        )}
      </SettingsForm>
    </ModalDialog>
  );
}
