import type { Bootstrap } from "./auth/bootstrap.ts";

/**
 * What the service says on standard output once it is ready: where it is and how to make a first
 * call. The first line is for programs too; it holds the address.
 *
 * A token is shown only if it was made now: only its hash is kept.
 *
 * @param metrics where they are served, if they are
 */
export function welcome(address: string, bootstrap: Bootstrap, metrics?: string): string {
  const lines = [
    `Hotspot Session is ready at ${address} (console: ${address}/console/, reference: ${address}/docs/)`,
    "",
  ];
  const call = (projectId: string, token: string) =>
    `curl -H "X-Auth-Token: ${token}" ${address}/v1/${pathSegment(projectId)}/hotspot-session-config`;
  switch (bootstrap.kind) {
    case "made":
      lines.push(
        `  project  ${bootstrap.projectId}`,
        `  token    ${bootstrap.token}  (an admin's; shown this once, so keep it)`,
        "",
        "Try it:",
        `  ${call(bootstrap.projectId, bootstrap.token)}`,
      );
      break;
    case "given":
      lines.push(
        `  project  ${bootstrap.projectId}`,
        "  token    as set in HOTSPOT_BOOTSTRAP_TOKEN",
        "",
        "Try it:",
        `  ${call(bootstrap.projectId, "$HOTSPOT_BOOTSTRAP_TOKEN")}`,
      );
      break;
    case "exists":
      lines.push(
        "  project and token as shown at the first start on this database, or made since:",
        "  see hotspot-service token --help",
      );
      break;
    case "ignored":
      lines.push(
        "  project and token as shown at the first start on this database, or made since:",
        "  HOTSPOT_BOOTSTRAP_TOKEN is none of its tokens, or no longer valid, and was not used",
      );
      break;
  }
  if (metrics !== undefined) lines.push("", `  metrics  ${metrics}`);
  return lines.join("\n");
}

/** Percent-encoded as far as a shell cares too, so that the line can be pasted as it is. */
const pathSegment = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
