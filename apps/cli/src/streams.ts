/** Where a command writes: its result to `out`, and what is said about it to `err`. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}
