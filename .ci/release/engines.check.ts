import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { minVersion, satisfies } from "semver";
import { expect, it } from "vitest";

import { all, install } from "./install.ts";

interface Installed {
  readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>;
}

const promised = all.flatMap(({ manifest: { name, engines } }) => {
  const { node }: { node?: string } = Object.assign({}, engines);
  return node === undefined ? [] : [{ name, node }];
});

// Installing here says nothing of it: what counts here is the Node that runs the scripts.
it.each(promised)("$name runs on Node $node, as all that comes with it does", async (one) => {
  const folder = await install(one.name);
  try {
    const file = join(folder, "node_modules/.package-lock.json");
    const { packages }: Installed = JSON.parse(await readFile(file, "utf8"));
    const oldest = minVersion(one.node)?.version ?? "";
    const refusing = Object.entries(packages).flatMap(([path, { engines }]) =>
      satisfies(oldest, engines?.node ?? "*") ? [] : [`${path}: ${engines?.node}`],
    );
    expect(Object.keys(packages)).toContain(`node_modules/${one.name}`);
    expect(refusing, `on Node ${oldest}`).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it("says which Node it runs on, wherever there is code to run", () => {
  expect(promised.map(({ name }) => name)).toEqual([
    "@hotspot-session/mock",
    "@hotspot-session/signature",
    "@hotspot-session/spec",
    "@hotspot-session/types",
    "@hotspot-session/client",
    "@hotspot-session/cli",
  ]);
});
