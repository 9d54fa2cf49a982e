import type { SampleCall } from "./call.ts";
import type { Field, Value } from "./contract.ts";

/** The classes of the official SDKs that the request of an operation consists of. */
export function typesOf(operation: string, body: Field | undefined): readonly string[] {
  const request = `${operation}Request`;
  if (body === undefined) return [request];
  return Array.from(new Set([request, `${operation}Req`, ...itemTypes(body.value)]));
}

function itemTypes(value: Value): readonly string[] {
  switch (value.kind) {
    case "array":
      // An empty list needs no class.
      return value.items.length === 0 ? [] : [value.itemType, ...value.items.flatMap(itemTypes)];
    case "object":
      return value.fields.flatMap((field) => itemTypes(field.value));
    default:
      return [];
  }
}

/** A line for callers with a token: the official SDKs take none. */
export function needsAccessKey({ auth }: SampleCall, comment: "#" | "//"): string {
  if (auth === "access-key") return "";
  return `${comment} The official SDKs need an access key: they do not take a token.\n`;
}

/** `hotspot_exit_session_num` as `HotspotExitSessionNum`, as the SDK for Go names it. */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `config_id` as `configId`. */
export function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
