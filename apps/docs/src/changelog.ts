/** What is known of a package's past: its name and its CHANGELOG.md, where it has one. */
export interface History {
  readonly name: string;
  readonly changelog: string | undefined;
}

/**
 * The changelog of all packages as one page: first what waits for the next release, from the
 * changesets, then the releases of each package, as changesets has written them.
 */
export function changelogPage(pending: readonly string[], histories: readonly History[]): string {
  const released = histories.filter(({ changelog }) => changelog !== undefined);
  return [
    "# Changelog",
    "",
    "What changes for those who use the packages. Versions follow [semantic versioning](https://semver.org).",
    "",
    ...(pending.length > 0 ? ["## Next release", "", ...pending.map(pendingEntry)] : []),
    ...(released.length === 0 && pending.length === 0
      ? ["Nothing has been released yet.", ""]
      : []),
    ...released.map(({ name, changelog = "" }) => `## ${name}\n\n${releases(changelog)}\n`),
  ].join("\n");
}

/** `"@hotspot-session/client": minor` lines between dashes, then the text for readers. */
function pendingEntry(changeset: string): string {
  const [, head = "", text = ""] = /^---\n([^]*?)---\n([^]*)$/.exec(changeset) ?? [];
  const packages = [...head.matchAll(/^"?([^":\n]+)"?: (\w+)$/gm)].map(
    ([, name, bump]) => `<span class="bump"><code>${name}</code> ${bump}</span>`,
  );
  return `<p class="bumps">${packages.join(" ")}</p>\n\n${text.trim()}\n`;
}

/** Without its own title, and one level lower: the page has a heading for each package. */
function releases(changelog: string): string {
  return changelog
    .replace(/^# .*\n+/, "")
    .replaceAll(/^(#{2,5}) /gm, "$1# ")
    .trim();
}
