import { contract } from "./contract.ts";

/** The paths of the contract, each with the pattern of those that it stands for. */
const paths = Object.keys(contract.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll(/\{[^}]*\}/g, "[^/]+")}(?:\\?|$)`),
}));

/**
 * The contract's path, as in `/v1/{project_id}/hotspot-session-config`, that a path stands for as it
 * was sent; without its query where the contract has none.
 */
export function operationPath(sent: string): string {
  return paths.find(({ pattern }) => pattern.test(sent))?.path ?? sent.replace(/\?.*$/s, "");
}
