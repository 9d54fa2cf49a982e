import { describeAsCode } from "./as-code.ts";
import { describeExplorer } from "./explorer.ts";
import { useConsole } from "./fixture.ts";
import { describeUserLists } from "./user-lists.ts";
import { describeUsers } from "./users.ts";

const console = useConsole();
describeUsers(console);
describeUserLists(console);
describeAsCode(console);
describeExplorer(console);
