import { docsSchema } from "@astrojs/starlight/schema";
import { defineCollection } from "astro/content/config";
import { glob, type LoaderContext } from "astro/loaders";

import { documents, readmeSection } from "./documents.ts";

const guides = glob({ base: "content", pattern: "*.mdx" });

/** The guides, and every page that is made from other parts of the repository. */
const docs = defineCollection({
  schema: docsSchema(),
  loader: {
    name: "docs",
    async load(context: LoaderContext) {
      await guides.load(context);
      for (const { id, body, ...head } of await documents()) {
        const data = await context.parseData({ id, data: head });
        context.store.set({ id, data, body, rendered: await context.renderMarkdown(body) });
      }
    },
  },
});

/** Sections of the README that a guide shows. */
const readme = defineCollection({
  loader: {
    name: "readme",
    async load({ store, renderMarkdown }: LoaderContext) {
      for (const id of ["Settings of the service", "Running the service"]) {
        store.set({ id, data: {}, rendered: await renderMarkdown(await readmeSection(id)) });
      }
    },
  },
});

export const collections = { docs, readme };
