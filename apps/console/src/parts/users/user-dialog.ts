/** What every dialog about the users of a configuration is given. */
export interface UserDialogProps {
  readonly configId: string;
  readonly onClose: () => void;
  /** Something was changed: the list is read again, also where the dialog stays. */
  readonly onChanged: () => void;
  /** It is done: the dialog closes, and the page says what was done. */
  readonly onDone: (message: string) => void;
}
