import { Argument, type Command } from "commander";

import type { ApiFlags } from "../api-call.ts";
import type { Act } from "../context.ts";
import { repeatable, valued } from "../options.ts";
import { withExamples } from "../usage.ts";
import { UsageError } from "../usage-error.ts";

const methods = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"];

export function addApi(program: Command, act: Act): void {
  const path = new Argument(
    "<path...>",
    "the method, GET unless given, or POST with a body; and the path and query, from / on, where {project_id} stands for the project",
  );
  path.argChoices = methods;
  const api = program
    .command("api")
    .usage("[method] <path> [options]")
    .summary("Make any call, authenticated")
    .description(
      "Makes any call with your credential, and writes the body of the answer regardless of its status; the exit code says how it went. Nothing is repeated. JSON is indented on a terminal, and is as it came elsewhere; --output has no effect.",
    )
    .addArgument(path)
    .addOption(valued("--data <json>", "the body: JSON, @FILE, or - for standard input"))
    .addOption(
      repeatable(
        "-f, --field <name=value>",
        "a field of the body, or of the query of a GET; true, false, null and numbers of at most 15 digits are such in a body",
      ),
    )
    .addOption(repeatable("-H, --header <name: value>", "a header of the request"))
    .option("-i, --include", "write the status and the headers as well")
    .option("--paginate", "read all pages of a list, one JSON document each");
  withExamples(
    api,
    [
      "hotspot api '/v1/{project_id}/hotspot-session-config?limit=1'",
      "One configuration as the API answers it",
    ],
    [
      "hotspot api '/v1/{project_id}/hotspot-session-config' -f hotspot_session_migration_enable=true -f hotspot_exit_session_num=2",
      "Create one",
    ],
    [
      "hotspot api '/v1/{project_id}/hotspot-session-config' --paginate | jq -r '.items[].id'",
      "The ids of all of them",
    ],
  );
  api.action(
    act("make the call", async (context, words: string[], flags: ApiFlags) => {
      const isBodied = flags.data !== undefined || (flags.field !== undefined && !flags.paginate);
      const [template = "", method = isBodied ? "POST" : "GET", ...more] = words.toReversed();
      if (more.length > 0) throw new UsageError("api takes a method and a path, and no more words");
      if (!methods.includes(method.toUpperCase())) {
        throw new UsageError(`the method must be one of ${methods.join(", ")}`);
      }
      if (!template.startsWith("/")) throw new UsageError("the path must begin with /");
      const { callApi } = await import("../api-call.ts");
      return callApi(context, method.toUpperCase(), template, flags);
    }),
  );
}
