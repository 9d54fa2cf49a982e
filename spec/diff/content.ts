import { MIMEType } from "node:util";

import { forEachPair, type Place, quote } from "./place.ts";
import type { Node } from "./document.ts";
import { compareSchemas } from "./schema/compare.ts";

/** Compares the bodies of two messages, parameters or headers by their media types. */
export function compareContent(before: Node, after: Node, place: Place): void {
  const around = after.at("content") ?? after;
  forEachPair(
    [byMediaType(before), byMediaType(after)],
    (was, type) => place.report("media-type-removed", around, `${type} was removed`, was),
    (was, is) => {
      compareSchemas(was, is, place);
      place.rest(was, is, "schema", "serialization-changed");
    },
    (is, type) => place.report("media-type-added", is, `${type} was added`),
  );
}

function byMediaType(owner: Node): ReadonlyMap<string, Node> {
  const content = owner.at("content")?.members ?? [];
  return new Map(content.map(([type, media]) => [mediaType(type), media]));
}

/** A media type in one way of writing. UTF-8 is the default, and the only charset that JSON has. */
function mediaType(text: string): string {
  const { essence, params } = new MIMEType(text);
  const others = [...params].map((parameter) => parameter.join("="));
  const written = others.filter((parameter) => !/^charset=utf-?8$/i.test(parameter));
  return [essence, ...written.toSorted()].join("; ");
}

/** Compares how a parameter or a header is written, and what it may be. */
export function compareWritten(before: Node, after: Node, place: Place): void {
  const [old, now] = [serialization(before), serialization(after)];
  const changed = Object.keys({ ...old, ...now }).filter((key) => old[key] !== now[key]);
  if (changed.length > 0) {
    const says = changed.map((key) => `${key}: ${quote(old[key])} is now ${quote(now[key])}`);
    const [at] = changed.flatMap((key) => after.member(key) ?? []);
    place.report("serialization-changed", at ?? after, says.join(", "));
  }
  if (old["content"] !== now["content"]) return;
  compareSchemas(before, after, place);
  compareContent(before, after, place);
}

/** How it is written, with the defaults of the specification. */
function serialization(node: Node): Readonly<Record<string, string | boolean>> {
  const content = node.member("content") !== undefined;
  if (content) return { content };
  const isForm = ["query", "cookie"].includes(String(node.get("in")));
  const style = String(node.get("style") ?? (isForm ? "form" : "simple"));
  const explode = (node.get("explode") ?? style === "form") === true;
  return { content, style, explode, allowReserved: node.get("allowReserved") === true };
}
