import type { SampleCall } from "./call.ts";
import { baseUrlOf, describeCall, type Value } from "./contract.ts";
import { jsonOf } from "./json.ts";
import { bracketed, type Code, print, type Style } from "./layout.ts";
import { jsonString } from "./visible.ts";

const style: Style = { indent: "  ", lastComma: ",", space: " ", width: 80 };
const unquoted = (name: string) => name;

const credentials = {
  token: `token: process.env.HOTSPOT_TOKEN ?? "",`,
  "access-key": `auth: {
    accessKey: process.env.HOTSPOT_ACCESS_KEY ?? "",
    secretKey: process.env.HOTSPOT_SECRET_KEY ?? "",
    // Of a temporary access key.
    securityToken: process.env.HOTSPOT_SECURITY_TOKEN || undefined,
  },`,
} as const;

/** A program for Node that makes the call with `@hotspot-session/client` and shows the answer. */
export function typescript(call: SampleCall): string {
  return `import { createHotspotClient } from "@hotspot-session/client";

const hotspot = createHotspotClient({
  baseUrl: ${jsonString(baseUrlOf(call))},
  projectId: ${jsonString(call.projectId)},
  ${credentials[call.auth]}
});

${statement(call)}`;
}

function statement(call: SampleCall): string {
  const code = print(invocation(`await hotspot.${methodOf(call)}(`, argumentsOf(call)), style);
  // The client has no answer to a change of users.
  if (call.operation === "UpdateNonMigrationUsers") return `${code};\n`;
  return `const answer = ${code};\nconsole.log(answer);\n`;
}

/** A call of a function, whose parentheses enclose a single object as they are. */
function invocation(open: string, items: readonly Code[]): Code {
  const [only] = items;
  if (items.length !== 1 || only === undefined || typeof only === "string") {
    return bracketed(open, items, ")");
  }
  return { ...only, open: open + only.open, close: `${only.close})` };
}

/** The client's method for an operation. */
function methodOf({ operation, body }: SampleCall): string {
  switch (operation) {
    case "CreateHotspotSessionConfig":
      return "configs.create";
    case "ListHotspotSessionConfig":
      return "configs.list";
    case "UpdateHotspotSessionConfig":
      return "configs.update";
    case "ListNonMigrationUsers":
      return "nonMigrationUsers.list";
    case "UpdateNonMigrationUsers":
      return `nonMigrationUsers.${body?.update_type === "DELETE" ? "remove" : "add"}`;
  }
}

function argumentsOf(call: SampleCall): readonly Code[] {
  const { path, query, body } = describeCall(call);
  const given: Value[] = path.map(({ value }) => value);
  if (query.length > 0) given.push({ kind: "object", type: "", fields: query });
  if (body !== undefined) given.push(usersOf(body.value) ?? body.value);
  return given.map((value) => jsonOf(value, unquoted));
}

/** The users of a change, which the client's methods take without its kind. */
function usersOf(body: Value): Value | undefined {
  if (body.kind !== "object" || !body.fields.some(({ name }) => name === "update_type")) {
    return undefined;
  }
  return body.fields.find(({ name }) => name === "non_migrate_users")?.value;
}
