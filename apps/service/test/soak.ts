/** Whether the long forms are asked for: `pnpm test:soak` sets this. */
export const soaking = process.env["HOTSPOT_SOAK"] === "1";

/** No test of the long form is cut short by the usual limit, in milliseconds. */
export const soakTimeout = 60 * 60_000;

/** What a long form has done, for the person who started it. */
export function tell(text: string): void {
  if (soaking) process.stdout.write(`${text}\n`);
}
