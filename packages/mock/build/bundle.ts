import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { type Plugin, rolldown } from "rolldown";

// Writes the package as CommonJS, which Node, Vitest and Jest all load, with all that it depends on
// inside: installing it installs nothing else, and so runs no script of a dependency.

const root = fileURLToPath(new URL("..", import.meta.url));
const { name, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const oldest = Number(/\d+/.exec(engines.node)?.[0]);

/** Refuses an older Node before anything else is run, in syntax that the oldest understand. */
const checkNode =
  `if (Number(process.versions.node.split(".")[0]) < ${oldest}) ` +
  `throw new Error("${name} needs Node ${oldest} or later; this is Node " + process.versions.node);`;

/** Parts of Prism that the mock never calls: sending requests, other formats, references in files. */
const absent: Plugin = {
  name: "absent",
  resolveId: {
    filter: {
      id: /^(?:node-fetch|https?-proxy-agent|@stoplight\/http-spec\/(?:oas2|postman)\/operation|@stoplight\/json-schema-ref-parser)$/,
    },
    handler: () => "\0absent",
  },
  load: {
    filter: { id: /^\0absent$/ },
    // The contract has no references any more when Prism gets it.
    handler: () => "module.exports = class { async dereference(contract) { return contract; } };",
  },
};

/** In this module `this` is `exports`, which a bundle does not know. */
const thisIsExports: Plugin = {
  name: "this-is-exports",
  transform: {
    filter: { id: /\/uri-template-lite\// },
    handler: (code) => code.replaceAll("this.URI", "exports.URI"),
  },
};

const bundle = await rolldown({
  cwd: root,
  input: { index: "src/index.ts", main: "src/main.ts" },
  platform: "node",
  plugins: [absent, thisIsExports],
  resolve: {
    alias: {
      // All languages would be 3 MB.
      "@faker-js/faker": "@faker-js/faker/locale/en",
      // Its other build requires files by names that no bundler sees.
      "jsonc-parser": "jsonc-parser/lib/esm/main.js",
    },
  },
  transform: { target: "es2020" },
  // It would drop calls that are made for what they throw, as decodeURIComponent in a try.
  treeshake: false,
});
const { output } = await bundle.write({
  dir: "dist/commonjs",
  format: "cjs",
  banner: ({ isEntry }) => (isEntry ? checkNode : ""),
  chunkFileNames: "[name].js",
  // By default it drops such calls when it writes, too.
  minify: false,
  codeSplitting: { groups: [{ name: "prism", test: /[\\/]node_modules[\\/]/ }] },
});

writeFileSync(join(root, "dist/commonjs/package.json"), '{ "type": "commonjs" }\n');
writeFileSync(join(root, "dist/commonjs/index.mjs"), 'export * from "./index.js";\n');
const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
writeFileSync(join(root, "dist/THIRD-PARTY-LICENSES.md"), licenses(modules));

/** What the licenses of the bundled packages ask to be passed on. */
function licenses(ids: readonly string[]): string {
  const folders = new Set(
    ids.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []),
  );
  const sections = [...folders].toSorted().map((folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
    return `## ${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}\n`;
  });
  return `# Licenses of the packages inside dist/commonjs\n\n${sections.join("\n")}`;
}
