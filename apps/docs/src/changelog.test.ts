import { describe, expect, it } from "vitest";

import { changelogPage } from "./changelog.ts";

const pending = '---\n"@hotspot-session/client": minor\n---\n\nThe client retries.\n';

describe("the changelog", () => {
  it("begins with what waits for the next release, and for which packages", () => {
    const page = changelogPage([pending], []);
    expect(page).toMatch(
      /## Next release\n\n<p class="bumps"><span class="bump"><code>@hotspot-session\/client<\/code> minor<\/span><\/p>\n\nThe client retries\./,
    );
  });

  it("tells the releases of each package that has had one, one level lower", () => {
    const changelog =
      "# @hotspot-session/client\n\n## 1.0.0\n\n### Major Changes\n\n- First release.\n";
    const page = changelogPage(
      [],
      [
        { name: "@hotspot-session/client", changelog },
        { name: "@hotspot-session/mock", changelog: undefined },
      ],
    );
    expect(page).toContain(
      "## @hotspot-session/client\n\n### 1.0.0\n\n#### Major Changes\n\n- First release.",
    );
    expect(page).not.toContain("Next release");
    expect(page).not.toContain("mock");
  });

  it("says so where there is nothing yet", () => {
    expect(changelogPage([], [])).toContain("Nothing has been released yet.");
  });
});
