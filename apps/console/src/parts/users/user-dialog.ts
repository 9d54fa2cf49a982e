import type { CallErrorKind } from "@hotspot-session/client";

/** What every dialog about the users of a configuration is given. */
export interface UserDialogProps {
  readonly configId: string;
  readonly onClose: () => void;
  /** Something was changed, perhaps before a failure: the list is read again, also where the dialog stays. */
  readonly onChanged: (failure?: CallErrorKind) => void;
  /** It is done: the dialog closes, and the page says what was done. */
  readonly onDone: (message: string) => void;
}
