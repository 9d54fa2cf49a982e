/** What fixes a step that failed, by the name of its task. The output of the task says what is wrong. */
const hints: Readonly<Record<string, string>> = {
  architecture:
    "the lines above say what to change; .ci/dependency-rules.ts has the rules of who may import whom",
  contract:
    "change spec/openapi.yaml where the lines above say; spec/rules says why a rule exists; nothing is ignored, so delete .redocly.lint-ignore.yaml if it is there",
  "contract:diff":
    "keep what users have and add beside it, or announce the break with `npx -y pnpm@12 changeset`",
  fidelity:
    "keep the contract to upstream's pages; where a page has changed, change spec/test/published-pages.ts first",
  format: "run `npx -y pnpm@12 fix`",
  generate: "change spec/openapi.yaml where the lines above say; `npx -y pnpm@12 check` says why",
  generated: "run `npx -y pnpm@12 generate`, and commit what changes",
  lint: "run `npx -y pnpm@12 fix`; change by hand what it leaves",
  types:
    "change what the lines above say; after a change of the contract run `npx -y pnpm@12 generate` first",
};

/**
 * The last line about a task that failed.
 *
 * @param id `//#format` for a task of the root, `@hotspot-session/client#types` for one of a package
 * @returns what failed, what fixes it, and the command that runs this task alone
 */
export function fixHint(id: string): string {
  const [owner = "", task = ""] = id.split("#");
  const name = owner === "//" ? task : `${task} of ${owner}`;
  const hint = hints[task] ?? "change what the lines above say";
  return `✗ ${name}: ${hint}. To run it alone: npx -y pnpm@12 turbo ${id}`;
}
