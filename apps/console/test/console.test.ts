import { describeAppearance } from "./appearance.ts";
import { describeConfigs } from "./configs.ts";
import { describeFailures } from "./failures.ts";
import { useConsole } from "./fixture.ts";
import { describeKeyboard } from "./keyboard.ts";
import { describeSignIn } from "./sign-in.ts";

// All of a file share one Chromium. The rest is in `users-and-explorer.test.ts`, for a second core.
const console = useConsole();
describeSignIn(console);
describeConfigs(console);
describeFailures(console);
describeKeyboard(console);
describeAppearance(console);
