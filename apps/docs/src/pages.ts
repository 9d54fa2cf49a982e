import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { changelogPage } from "./changelog.ts";
import { withFacts } from "./facts.ts";
import {
  cliReference,
  decisionsFile,
  packageFile,
  pendingChanges,
  published,
  rootFile,
} from "./repository.ts";

export interface Page {
  /** The file without `.html`. */
  readonly slug: string;
  /** In the navigation. */
  readonly title: string;
  /** One sentence, below the title and for those who link here. */
  readonly summary: string;
  /** The page in Markdown, its title first; `undefined` for the reference, which Redoc makes. */
  readonly markdown: string | undefined;
}

export interface Group {
  readonly title: string;
  readonly pages: readonly Page[];
}

/** The whole site in the order of its navigation. */
export async function readSite(): Promise<readonly Group[]> {
  const [reference, decisions, pending] = await Promise.all([
    cliReference(),
    decisionsFile(),
    pendingChanges(),
  ]);
  const histories = await Promise.all(
    published.map(async (name) => ({
      name: `@hotspot-session/${name}`,
      changelog: await packageFile(name, "CHANGELOG.md"),
    })),
  );
  return [
    {
      title: "Start",
      pages: [await guide("index", "Getting started", "From nothing to a working call.")],
    },
    {
      title: "Guides",
      pages: await Promise.all([
        guide("authentication", "Authentication", "Who calls, and for which project."),
        guide("exempt-users", "Exempt users", "Keep chosen users where they are."),
        guide("pagination", "Pagination", "Read lists that are longer than an answer."),
        guide("errors", "Errors and retries", "What fails, how it says so, and what to repeat."),
        guide("running", "Running the service", "Set up, observe, back up and restore."),
        guide(
          "migrating",
          "From the official SDK",
          "What changes in your code, and what does not.",
        ),
      ]),
    },
    {
      title: "Reference",
      pages: [
        {
          slug: "reference",
          title: "API",
          summary: "Every operation, field and status.",
          markdown: undefined,
        },
        {
          slug: "client",
          title: "TypeScript client",
          summary: "Methods, options and errors of @hotspot-session/client.",
          markdown: titled("TypeScript client", await packageFile("client", "README.md")),
        },
        {
          slug: "cli",
          title: "Command line",
          summary: "Commands, options and exit codes of hotspot.",
          markdown: titled("Command line", reference),
        },
        {
          slug: "mock",
          title: "Mock server",
          summary: "The API in your tests, held to its contract.",
          markdown: titled("Mock server", await packageFile("mock", "README.md")),
        },
      ],
    },
    {
      title: "Project",
      pages: [
        {
          slug: "decisions",
          title: "Decisions",
          summary: "Where the published pages are silent or disagree: what was chosen, and why.",
          markdown: linked(withoutContents(decisions)),
        },
        {
          slug: "security",
          title: "Security",
          summary: "What is promised to whoever trusts it with secrets, and what is not.",
          markdown: linked(await rootFile("SECURITY.md")),
        },
        {
          slug: "changelog",
          title: "Changelog",
          summary: "What changed, and what will.",
          markdown: changelogPage(pending, histories),
        },
      ],
    },
  ];
}

async function guide(slug: string, title: string, summary: string): Promise<Page> {
  const source = await readFile(join(import.meta.dirname, "../content", `${slug}.md`), "utf8");
  return { slug, title, summary, markdown: linked(await withFacts(source)) };
}

/** Where the site has what documents of the repository link to. */
const places = new Map([
  ["SECURITY.md", "security.html"],
  ["spec/DECISIONS.md", "decisions.html"],
]);

/** @throws Error that names a link for which the site has no place */
const linked = (document: string) =>
  document.replaceAll(/\]\((?![a-z]+:|#)([^)#]+)/g, (_, path: string) => {
    const place = path.endsWith(".html") || path.includes(".html#") ? path : places.get(path);
    if (place === undefined) throw new Error(`${path}: say in src/pages.ts where the site has it`);
    return `](${place}`;
  });

/** A package's own document, by the name that it has in the navigation. */
const titled = (title: string, document: string | undefined) =>
  linked((document ?? "").replace(/^# .*$/m, `# ${title}`));

/** Every page has its contents beside it: a list of them in the text would be a second one. */
const withoutContents = (document: string) => document.replace(/^## Contents\n[^]*?(?=^## )/m, "");
