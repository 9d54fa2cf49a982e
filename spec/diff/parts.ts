import { forEachPair, type Place } from "./place.ts";
import { compareWritten } from "./content.ts";
import type { Node } from "./document.ts";
import type { Operation } from "./operations.ts";
import type { RuleName } from "./rules.ts";

/** What a message consists of, by what identifies each: parameters, headers, or a body. */
type Parts = ReadonlyMap<string, readonly [label: string, part: Node]>;

/** What a change of a part is called where it is required, and where it is optional. */
type Rules = Readonly<Record<"added" | "removed" | "made", readonly [RuleName, RuleName]>>;

/** Compares what an operation takes beside its body: its own parameters, and those of its path. */
export function compareParameters(was: Operation, is: Operation, place: Place): void {
  // A renamed parameter of a path is reported where paths are compared.
  const withPath = was.path === is.path;
  const around = is.node.member("parameters") ?? is.node;
  compareParts(parametersOf(was, withPath), parametersOf(is, withPath), place, around, {
    added: ["required-parameter-added", "optional-parameter-added"],
    removed: ["parameter-removed", "parameter-removed"],
    made: ["parameter-made-required", "parameter-made-optional"],
  });
}

export function compareRequestBody(before: Node, after: Node, place: Place): void {
  const bodyOf = (operation: Node): Parts => {
    const body = operation.at("requestBody");
    return new Map(body && [["", ["request body", body]]]);
  };
  compareParts(bodyOf(before), bodyOf(after), place, after, {
    added: ["body-made-required", "optional-body-added"],
    removed: ["request-body-removed", "request-body-removed"],
    made: ["body-made-required", "body-made-optional"],
  });
}

export function compareHeaders(before: Node, after: Node, place: Place): void {
  const around = after.member("headers") ?? after;
  compareParts(headersOf(before), headersOf(after), place, around, {
    added: ["header-added", "header-added"],
    removed: ["required-header-removed", "optional-header-removed"],
    made: ["header-made-required", "header-made-optional"],
  });
}

function compareParts(old: Parts, now: Parts, place: Place, around: Node, rules: Rules) {
  const isRequired = (part: Node) => part.get("required") === true;
  const wordOf = (part: Node) => (isRequired(part) ? "required" : "optional");
  const ruleOf = (part: Node, pair: readonly [RuleName, RuleName]) =>
    pair[isRequired(part) ? 0 : 1];
  forEachPair(
    [old, now],
    ([label, was]) =>
      place.in(label).report(ruleOf(was, rules.removed), around, "it was removed", was),
    ([label, was], [, is]) => {
      const there = place.in(label);
      const at = is.member("required") ?? is;
      if (isRequired(was) !== isRequired(is))
        there.report(ruleOf(is, rules.made), at, `it is ${wordOf(is)} now`);
      there.deprecation(was, is);
      compareWritten(was, is, there);
      there.rest(was, is, "name in required deprecated schema content style explode allowReserved");
    },
    ([label, is]) =>
      place.in(label).report(ruleOf(is, rules.added), is, `it was added, and is ${wordOf(is)}`),
  );
}

/** The parameters by where they are and what they are called; those of the operation win. */
function parametersOf({ item, node }: Operation, withPath: boolean): Parts {
  const all = [item, node].flatMap((owner) => owner.at("parameters")?.members ?? []);
  const parts = all.map(([, part]) => {
    const label = `${String(part.get("in"))} parameter ${String(part.get("name"))}`;
    // Names of headers are the same in any case.
    return [label.startsWith("header") ? label.toLowerCase() : label, [label, part]] as const;
  });
  return new Map(parts.filter(([label]) => withPath || !label.startsWith("path ")));
}

function headersOf(response: Node): Parts {
  const headers = response.at("headers")?.members ?? [];
  return new Map(headers.map(([name, header]) => [name.toLowerCase(), [`header ${name}`, header]]));
}
