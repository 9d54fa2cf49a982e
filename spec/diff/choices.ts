import { forEachPair, type Place } from "./place.ts";
import type { Node } from "./document.ts";

/** Compares the servers by the URLs that callers may use: each variable stands for its values. */
export function compareServers(before: Node, after: Node, place: Place): void {
  const around = after.member("servers") ?? after;
  forEachPair(
    [urlsOf(before), urlsOf(after)],
    (server, url) => place.report("server-removed", around, url, server),
    (was, is) => compareServer(was, is, place.in(String(is.get("url")))),
    (server, url) => place.report("server-added", server, url),
  );
}

function compareServer(before: Node, after: Node, place: Place): void {
  const defaultsOf = (server: Node) =>
    (server.at("variables")?.members ?? [])
      .map(([name, one]) => `${name}=${String(one.get("default"))}`)
      .join(", ");
  const now = defaultsOf(after);
  if (defaultsOf(before) !== now)
    place.report("server-default-changed", after, `the default is now ${now}`);
  place.rest(before, after, "url name variables", "server-changed");
}

function urlsOf(root: Node): ReadonlyMap<string, Node> {
  const servers = (root.at("servers")?.members ?? []).flatMap(([, server]) => {
    let urls = [String(server.get("url"))];
    for (const [name, variable] of server.at("variables")?.members ?? []) {
      const values = variable.at("enum")?.members.map(([, { value }]) => String(value));
      urls = (values ?? [`{${name}}`]).flatMap((value) =>
        urls.map((url) => url.replaceAll(`{${name}}`, value)),
      );
    }
    return urls.map((url) => [url, server] as const);
  });
  return new Map(servers);
}

/** One way to authenticate: all of these schemes, each with its scopes. */
type Alternative = readonly string[];

/** Compares the ways in which callers of an operation may authenticate: its own, or the document's. */
export function compareSecurity(before: Node, after: Node, place: Place): void {
  const [was, is] = [alternativesOf(before), alternativesOf(after)];
  // Callers who bring more than is asked for are admitted too.
  const isIn = (all: readonly Alternative[], brought: Alternative) =>
    all.some((asked) => asked.every((one) => brought.includes(one)));
  const isOwn = before.member("security") ?? after.member("security");
  const owner = isOwn ? after : after.document.root;
  const at = owner.member("security") ?? owner;
  const refused = was.filter((one) => !isIn(is, one)).map(nameOf);
  const admitted = is.filter((one) => !isIn(was, one)).map(nameOf);
  for (const name of refused)
    place.report("security-removed", at, `refused now: callers with ${name}`);
  for (const name of admitted)
    place.report("security-added", at, `admitted now: callers with ${name}`);
}

function alternativesOf(operation: Node): readonly Alternative[] {
  const list = (operation.at("security") ?? operation.document.root.at("security"))?.members ?? [];
  const alternatives = list.map(([, schemes]) =>
    schemes.members.flatMap(([name, { members }]) => [
      name,
      ...members.map(([, scope]) => `${name} (${String(scope.value)})`),
    ]),
  );
  return alternatives.length === 0 ? [[]] : alternatives;
}

const nameOf = (alternative: Alternative) => alternative.join(" and ") || "no credentials";
