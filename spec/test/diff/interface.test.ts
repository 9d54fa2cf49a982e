import { readFile } from "node:fs/promises";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { type Json } from "../../diff/document.ts";
import { allRules } from "../../diff/rules.ts";
import { apply, at, type Change as Patch } from "../patch.ts";
import { diff, probe } from "./probe.ts";

interface Case {
  readonly at: string;
  readonly from?: Json;
  readonly to?: Json;
  readonly there: readonly [string, string];
  readonly back?: readonly [string, string];
  readonly place: string;
}
const text = await readFile(new URL("interface.yaml", import.meta.url), "utf8");
const cases: readonly Case[] = parse(text);

const item = "/paths/~1things~1{thing_id}";
const parts: Readonly<Record<string, string>> = {
  root: "",
  item,
  put: `${item}/put`,
  body: `${item}/put/requestBody`,
  ok: `${item}/put/responses/200`,
  missing: `${item}/put/responses/404`,
};
const pathOf = (short: string) => short.replace(/^\w+/, (part) => parts[part] ?? part);

function withPatches(json: Json, ...patches: readonly Patch[]): Json {
  const copy = structuredClone(json);
  for (const patch of patches) apply(patch, copy);
  return JSON.parse(JSON.stringify(copy));
}

const base = probe({ Thing: { type: "object" } });

/** The probe where a part has this value, or none. */
function probeWith(path: string, value: Json | undefined): Json {
  const has = at(base, path) !== undefined;
  if (value === "as it is") return base;
  if (value === undefined) return has ? withPatches(base, { op: "remove", path }) : base;
  return withPatches(base, { op: has ? "replace" : "add", path, value });
}

function found(before: Json, after: Json) {
  return diff(before, after).map((change) => [
    change.class[0]?.toUpperCase(),
    change.rule,
    change.place,
  ]);
}

describe("a change of the interface", () => {
  it.each(cases)(
    "is judged, and reported once: $at to $to",
    ({ at: short, from, to, there, back, place }) => {
      const [before, after] = [probeWith(pathOf(short), from), probeWith(pathOf(short), to)];
      expect(found(before, after)).toEqual([[...there, place]]);
      expect(back && found(after, before)).toEqual(back && [[...back, place]]);
    },
  );

  it("is a new name of a path parameter where the path has another", () => {
    const renamed = JSON.parse(JSON.stringify(base).replaceAll("thing_id", "id"));
    expect(found(base, renamed)).toContainEqual(["B", "path-parameter-renamed", "PutThing"]);
  });

  it("is none where defaults are written out", () => {
    const written = withPatches(
      base,
      { op: "add", path: `${item}/put/parameters/0/style`, value: "form" },
      { op: "add", path: `${item}/put/parameters/0/explode`, value: true },
      { op: "add", path: `${item}/parameters/0/style`, value: "simple" },
      { op: "add", path: `${parts["ok"]}/headers/Age/explode`, value: false },
    );
    expect(found(base, written).filter(([kind]) => kind !== "D")).toEqual([]);
  });

  it("is none where a media type is written in another way", () => {
    const written = JSON.parse(
      JSON.stringify(base).replaceAll("application/json", "Application/JSON; charset=UTF-8"),
    );
    expect(found(base, written).filter(([kind]) => kind !== "D")).toEqual([]);
    const latin = JSON.parse(
      JSON.stringify(base).replaceAll("application/json", "application/json; charset=latin1"),
    );
    expect(found(base, latin)).toContainEqual(["B", "media-type-removed", "PutThing › 200"]);
  });
});

describe("the rules", () => {
  it("of the interface are each shown by a case", () => {
    const shown = new Set([
      ...cases.flatMap(({ there, back }) => [there[1], back?.[1]]),
      "path-parameter-renamed",
      "optional-body-added",
    ]);
    const others = [...allRules.keys()].filter(
      (name) => !/-(?:narrowed|widened)$/.test(name) && !shown.has(name),
    );
    expect(others).toEqual([]);
  });
});
