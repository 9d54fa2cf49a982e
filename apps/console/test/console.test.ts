import { describe } from "vitest";

import { describeAppearance } from "./appearance.ts";
import { describeAsCode } from "./as-code.ts";
import { describeConfigs } from "./configs.ts";
import { describeExplorer } from "./explorer.ts";
import { describeFailures } from "./failures.ts";
import { useConsole } from "./fixture.ts";
import { describeKeyboard } from "./keyboard.ts";
import { describeSignIn } from "./sign-in.ts";
import { describeUserLists } from "./user-lists.ts";
import { describeUsers } from "./users.ts";

// All share one Chromium, one service and one mock; each has a page to itself. Three at a time take longer each.
describe.concurrent("the console", { timeout: 90_000 }, () => {
  const console = useConsole();
  describeExplorer(console);
  describeUsers(console);
  describeUserLists(console);
  describeAppearance(console);
  describeKeyboard(console);
  describeConfigs(console);
  describeSignIn(console);
  describeFailures(console);
  describeAsCode(console);
});
