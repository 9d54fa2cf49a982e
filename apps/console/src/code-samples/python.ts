import type { SampleCall } from "./call.ts";
import { baseUrlOf, describeCall, type Field, type Value } from "./contract.ts";
import { bracketed, type Code, prefixed, print, type Style } from "./layout.ts";
import { needsAccessKey, typesOf } from "./official-sdk.ts";
import { codePointEscape, quoted } from "./visible.ts";

const style: Style = { indent: "    ", lastComma: ",", space: "", width: 88 };

/** A program that makes the call with the official SDK for Python and prints the answer. */
export function python(call: SampleCall): string {
  const { path, query, body } = describeCall(call);
  const { operation } = call;
  const fields = [...path, ...query, ...(body === undefined ? [] : [body])];
  const request = bracketed(
    `request = ${operation}Request(`,
    fields.map((field) => keyword(field, `${operation}Req`)),
    ")",
  );
  const imports = bracketed(
    "from huaweicloudsdkworkspaceapp.v1 import (",
    [...typesOf(operation, body), "WorkspaceAppClient"].toSorted(),
    ")",
  );
  return `${needsAccessKey(call, "#")}import os

from huaweicloudsdkcore.auth.credentials import BasicCredentials
${print(imports, { ...style, width: 0 })}

credentials = BasicCredentials(
    os.environ["HOTSPOT_ACCESS_KEY"],
    os.environ["HOTSPOT_SECRET_KEY"],
    ${text(call.projectId)},
).with_security_token(os.environ.get("HOTSPOT_SECURITY_TOKEN") or None)
client = (
    WorkspaceAppClient.new_builder()
    .with_credentials(credentials)
    .with_endpoints([${text(baseUrlOf(call))}])
    .build()
)
${print(request, style)}
print(client.${snakeCase(operation)}(request))
`;
}

function keyword({ name, value }: Field, bodyType: string): Code {
  return prefixed(`${name}=`, expression(value, bodyType));
}

function expression(value: Value, type: string): Code {
  switch (value.kind) {
    case "string":
      return text(value.value);
    case "integer":
      return String(value.value);
    case "boolean":
      return value.value ? "True" : "False";
    case "array":
      return bracketed(
        "[",
        value.items.map((item) => expression(item, value.itemType)),
        "]",
      );
    case "object":
      return bracketed(
        `${type}(`,
        value.fields.map((field) => keyword(field, type)),
        ")",
      );
  }
}

const text = (value: string) => quoted(value, codePointEscape);

function snakeCase(operation: string): string {
  return operation.replaceAll(/(?<!^)[A-Z]/g, "_$&").toLowerCase();
}
