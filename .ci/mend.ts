/**
 * What to do about a step that failed, by the name of its task: a command that mends it, or where
 * to mend it. What a task itself prints says what is wrong.
 */
const mending: Readonly<Record<string, string>> = {
  architecture: "the lines above say what to change; who may import whom is in .ci/house.ts",
  contract:
    "mend spec/openapi.yaml where the lines above say; why a rule exists is in spec/rules; nothing is ignored, so delete .redocly.lint-ignore.yaml if it is there",
  "contract:diff":
    "keep what users have and add beside it, or announce the break with `pnpm changeset`",
  fidelity:
    "upstream's pages decide what the contract has: keep to them, or, where a page has changed, write that into spec/test/published-pages.ts",
  format: "run `pnpm fix`",
  generated: "run `pnpm generate`, and commit what changes",
  generate: "mend spec/openapi.yaml where the lines above say; `pnpm check` says why",
  lint: "run `pnpm fix`, which mends what it can; the rest is for you",
  types:
    "mend it where the lines above say; after a change of the contract run `pnpm generate` first",
};

const fallback = "mend it where the lines above say";

/**
 * The line to end with when a task failed.
 *
 * @param id `//#format` for a task of the root, `@hotspot-session/client#types` for one of a package
 * @returns what failed, what mends it, and how to run that step alone
 */
export function mendingOf(id: string): string {
  const [owner = "", task = ""] = id.split("#");
  const again = owner === "//" ? `pnpm ${task}` : `pnpm turbo ${task} --filter=${owner}`;
  const what = owner === "//" ? task : `${task} of ${owner}`;
  return `✗ ${what}: ${mending[task] ?? fallback}. Once more, alone: ${again}`;
}
