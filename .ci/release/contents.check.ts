import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { manifestOf, packageFolders } from "../sources.ts";
import { dependenciesOf, packedIn } from "./packed.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const all = await packedIn(join(root, ".release"));

it("packs all packages that are not private", async () => {
  const manifests = await Promise.all(
    (await packageFolders(root)).map((folder) => manifestOf(root, folder)),
  );
  const published = manifests.filter((manifest) => manifest !== undefined && !manifest.private);
  expect(all.map(({ manifest }) => manifest.name).toSorted()).toEqual(
    published.map((manifest) => manifest?.name).toSorted(),
  );
});

describe.each(all.map((packed) => [packed.manifest.name, packed] as const))(
  "%s",
  (_name, { manifest, tarball }) => {
    let folder = "";
    let files: readonly string[] = [];
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "hotspot-packed-"));
      await run("tar", ["-xzf", tarball, "-C", folder, "--strip-components", "1"]);
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      files = entries
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name: file }) => join(parentPath, file).slice(folder.length + 1))
        .toSorted();
    });
    afterAll(() => rm(folder, { recursive: true }));

    it("has a package.json that publint accepts", async () => {
      const bytes = Uint8Array.from(await readFile(tarball)).buffer;
      const { messages, pkg } = await publint({ pack: { tarball: bytes }, strict: true });
      expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
    });

    it("says what it is for, and is published with its provenance", () => {
      expect(manifest).toMatchObject({
        license: "Apache-2.0",
        description: expect.stringMatching(/hotspot session migration/i),
        keywords: expect.arrayContaining(["hotspot-session"]),
        publishConfig: { access: "public", provenance: true },
      });
      expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    });

    it("depends on released versions only, and on the packed version of its own siblings", () => {
      const versions = new Map(all.map((other) => [other.manifest.name, other.manifest.version]));
      for (const [dependency, version] of dependenciesOf(manifest)) {
        expect(version, dependency).toBe(versions.get(dependency) ?? version);
        expect(version, dependency).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      }
    });

    it("contains only what users need: no tests, no settings, no secrets", () => {
      // Documentation and console are built sites, whose files the service serves as they are.
      const wanted =
        /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|[\w.]+\.yaml|(bin|commonjs|dist|src)\/[\w./-]+\.(c?ts|[cm]?js|json|map|md|1)|dist\/(docs|console)\/[\w./-]+)$/;
      const unwanted =
        /\.(test|check|e2e|bench)\.|(^|\/)(test|bench|ecosystem)\/|(^|\/)\.|tsbuildinfo/;
      expect(files.filter((file) => !wanted.test(file) || unwanted.test(file))).toEqual([]);
    });

    it("contains no path of the machine that packed it", async () => {
      const home = `${homedir()}/`;
      for (const file of files) {
        const text = await readFile(join(folder, file), "utf8");
        expect(text.includes(root) || text.includes(home), file).toBe(false);
        expect(text, file).not.toMatch(/file:\/\/\/\w|-----BEGIN|\bnpm_[A-Za-z0-9]{36}\b/);
      }
    });

    it("has the sources that its source maps point to", async () => {
      const code = files.filter((file) =>
        /^dist\/(?!(commonjs|docs|console)\/).*\.(js|d\.ts)$/.test(file),
      );
      for (const file of code) expect(files, file).toContain(`${file}.map`);
      for (const file of files.filter((path) => path.endsWith(".map"))) {
        const map: { sources: string[] } = JSON.parse(await readFile(join(folder, file), "utf8"));
        for (const source of map.sources) {
          expect(files, file).toContain(posix.join(dirname(file), source));
        }
      }
    });
  },
);

const importable = all.filter(({ manifest }) => Object.hasOwn(Object(manifest["exports"]), "."));

describe.each(
  importable.map(({ manifest, tarball }) => [manifest.name, manifest, tarball] as const),
)("the types of %s", (_name, manifest, tarball) => {
  it("resolve as its code does", async () => {
    const data = new Uint8Array(await readFile(tarball));
    const result = await checkPackage(createPackageFromTarballData(data));
    const problems = result.types === false ? ["no types"] : result.problems;
    // Without CommonJS Node's oldest resolution sees no `exports`, and `require` finds ES modules.
    const esmOnly = (problem: (typeof problems)[number]) =>
      typeof problem === "string" ||
      (problem.kind !== "CJSResolvesToESM" &&
        !("resolutionKind" in problem && problem.resolutionKind === "node10"));
    expect(manifest["main"] === undefined ? problems.filter(esmOnly) : problems).toEqual([]);
  });
});

it("has packages to import among them", () => {
  expect(importable.map(({ manifest }) => manifest.name)).toEqual([
    "@hotspot-session/mock",
    "@hotspot-session/signature",
    "@hotspot-session/types",
    "@hotspot-session/client",
    "@hotspot-session/service",
  ]);
});
