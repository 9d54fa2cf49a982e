import { type Comparison, keysOf, type Place, quote } from "./comparison.ts";
import type { Node } from "./document.ts";

const serverKeys = keysOf("url variables", "description name");
const variableKeys = keysOf("enum default", "description");

/** Compares the servers, each known by its URL, and what its variables may be. */
export function compareServers(
  before: Node | undefined,
  after: Node | undefined,
  place: Place,
  found: Comparison,
  around: Node,
): void {
  const byUrl = (list: Node | undefined) =>
    new Map((list?.members ?? []).map(([, server]) => [String(server.get("url")), server]));
  const [old, now] = [byUrl(before), byUrl(after)];
  for (const [url, server] of old) {
    const there = place.in(url);
    const other = now.get(url);
    if (other === undefined) {
      found.report("server-removed", there, after ?? around, "the server was removed", server);
      continue;
    }
    found.rest(server, other, there, serverKeys, "server-changed");
    compareVariables(server, other, there, found);
  }
  for (const [url, server] of now) {
    if (!old.has(url)) found.report("server-added", place.in(url), server, "a server was added");
  }
}

function compareVariables(before: Node, after: Node, place: Place, found: Comparison): void {
  const [old, now] = [before.at("variables"), after.at("variables")];
  for (const name of new Set([...(old?.keys ?? []), ...(now?.keys ?? [])])) {
    const there = place.in(`{${name}}`);
    const [was, is] = [old?.at(name), now?.at(name)];
    if (was === undefined || is === undefined) {
      const says = `the variable was ${is ? "added" : "removed"}`;
      found.report("server-changed", there, is ?? after, says, is ? undefined : was);
      continue;
    }
    const [choices, others] = [choicesOf(was), choicesOf(is)];
    const list = is.member("enum") ?? is;
    for (const choice of choices.filter((one) => !others.includes(one))) {
      found.report("server-choice-removed", there, list, `without ${choice}`);
    }
    for (const choice of others.filter((one) => !choices.includes(one))) {
      found.report("server-choice-added", there, list, `with ${choice}`);
    }
    if (was.get("default") !== is.get("default")) {
      const says = `default: ${quote(was.get("default"))} is now ${quote(is.get("default"))}`;
      found.report("server-default-changed", there, is.member("default") ?? is, says);
    }
    found.rest(was, is, there, variableKeys, "server-changed");
  }
}

function choicesOf(variable: Node): readonly string[] {
  const choices = variable.get("enum");
  return Array.isArray(choices) ? choices.map(String) : ["any value"];
}
