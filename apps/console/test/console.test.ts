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

// One file, so that all of them share one Chromium.
const console = useConsole();
describeSignIn(console);
describeConfigs(console);
describeFailures(console);
describeUsers(console);
describeUserLists(console);
describeAsCode(console);
describeExplorer(console);
describeKeyboard(console);
describeAppearance(console);
