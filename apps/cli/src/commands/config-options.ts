import { choice, wholeNumber } from "../option.ts";

/** Whether sessions leave a hotspot. */
export const migration = choice(
  "--migration",
  ["on", "off"],
  "whether sessions leave a server that has become a hotspot",
);

/** How many sessions leave. */
export const exitSessions = wholeNumber(
  "--exit-sessions",
  "how many sessions are to leave then, from 0 to 100",
);
