import type { Value } from "./contract.ts";
import { bracketed, type Code, prefixed } from "./layout.ts";
import { jsonString } from "./visible.ts";

/** A value as JSON, or as JavaScript, whose names of properties have no quotes. */
export function jsonOf(value: Value, nameOf: (name: string) => string = jsonString): Code {
  switch (value.kind) {
    case "string":
      return jsonString(value.value);
    case "array":
      return bracketed(
        "[",
        value.items.map((item) => jsonOf(item, nameOf)),
        "]",
      );
    case "object":
      return bracketed(
        "{",
        value.fields.map((field) =>
          prefixed(`${nameOf(field.name)}: `, jsonOf(field.value, nameOf)),
        ),
        "}",
      );
    default:
      return String(value.value);
  }
}
