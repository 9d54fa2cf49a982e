import { oneWord } from "../argument.ts";
import type { Argument } from "../argument.ts";
import { defineCommand } from "../command.ts";
import { flag, text } from "../option.ts";
import { UsageError } from "../usage-error.ts";

const methods = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"];
const anyCase = oneWord("METHOD", "the method, such as GET", { choices: methods });
const method: Argument<string> = {
  ...anyCase,
  read: ([word]) => anyCase.read(word === undefined ? [] : [word.toUpperCase()]),
};
const path = oneWord(
  "PATH",
  "the path and query, from / on; {project_id} in it stands for the project",
);
const body = text("--data", "JSON", "the body: JSON, @FILE, or - for standard input", {
  isFile: true,
});
const include = flag("--include", "write the status and the headers as well", { short: "i" });

export const api = defineCommand({
  name: "api",
  summary: "Make any call, authenticated",
  details: [
    "Writes the body of the answer as it comes, whatever its status; the exit code says how it went. Nothing is repeated. --output has no effect.",
  ],
  doing: "make the call",
  arguments: [method, path],
  options: [body, include],
  examples: [
    {
      line: "hotspot api GET '/v1/{project_id}/hotspot-session-config?limit=1'",
      about: "One configuration as the API answers it",
    },
    {
      line: `hotspot api POST '/v1/{project_id}/hotspot-session-config' --data '{"hotspot_session_migration_enable": true, "hotspot_exit_session_num": 2}'`,
      about: "Create one",
    },
  ],
  run: async (context, given) => {
    if (!given(path).startsWith("/")) {
      throw new UsageError(`PATH: must begin with /, not be "${given(path)}"`);
    }
    const { callApi } = await import("../api-call.ts");
    return callApi(context, {
      method: given(method),
      path: given(path),
      body: given(body),
      isWithHead: given(include),
    });
  },
});
