import type { SampleCall } from "./call.ts";
import { describeCall } from "./contract.ts";
import { jsonOf } from "./json.ts";
import { print, type Style } from "./layout.ts";
import { command, word } from "./shell.ts";

const style: Style = { indent: "  ", lastComma: "", space: " ", width: 90 };

/** The call as curl makes it. curl has no option for this API's signature, so it takes a token. */
export function curl(call: SampleCall): string {
  const { method, url, body } = describeCall(call);
  const implied = body === undefined ? "GET" : "POST";
  const sent = command(
    `curl --fail-with-body${method === implied ? "" : ` --request ${method}`}`,
    '--header "X-Auth-Token: $HOTSPOT_TOKEN"',
    ...(body === undefined
      ? []
      : [
          '--header "Content-Type: application/json"',
          `--data ${word(print(jsonOf(body.value), style, style.indent))}`,
        ]),
    word(url),
  );
  if (call.auth === "token") return sent;
  return `# curl cannot sign with an access key: this needs a token. \`hotspot api\` can sign.\n${sent}`;
}
