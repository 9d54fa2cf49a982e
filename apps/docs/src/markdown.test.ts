import { describe, expect, it } from "vitest";

import { withFacts } from "./facts.ts";
import { render } from "./markdown.ts";

describe("a page's Markdown", () => {
  it("has a fragment for each heading, named as GitHub names it, and no two alike", () => {
    const { sections } = render("# Title\n\n## What to `repeat`?\n\n## What to repeat\n");
    expect(sections.map(({ id }) => id)).toEqual(["", "what-to-repeat", "what-to-repeat-1"]);
  });

  it("takes the name that an anchor before the heading gives", () => {
    const { html, sections } = render('<a id="paths"></a>\n\n### 2. Paths\n\ntext\n');
    expect(sections.at(-1)).toMatchObject({ id: "paths", title: "2. Paths", text: "text " });
    expect(html).toContain('<h3 id="paths">2. Paths<a class="anchor" href="#paths"');
  });

  it("has code in colours without style attributes, and as it was written", () => {
    const { html } = render('```ts\nconst a = "<b>";\n\nf(a);\n```\n');
    expect(html).toContain('<span class="token-keyword">const</span>');
    expect(html).not.toContain("style=");
    expect(html.replaceAll(/<[^>]+>/g, "")).toBe("const a = &quot;&lt;b&gt;&quot;;\n\nf(a);\n");
  });
});

describe("facts", () => {
  it("come from the contract", async () => {
    expect(await withFacts("{{limit.maximum}} and {{users.maximum}}")).toBe("100 and 1,000");
    expect(await withFacts("{{> error InvalidPage limit}}")).toContain("limit: must be <= 100");
  });

  it("fail the build where there are none of that name", async () => {
    await expect(withFacts("{{limit.most}}")).rejects.toThrow("{{limit.most}}");
    await expect(withFacts("{{> nothing}}")).rejects.toThrow("{{> nothing}}");
    await expect(withFacts("{{> readme Nothing}}")).rejects.toThrow('no heading "Nothing"');
    await expect(withFacts("{{> answer ListHotspotSessionConfig nothing}}")).rejects.toThrow(
      "no such example",
    );
  });
});
