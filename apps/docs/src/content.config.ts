import { docsSchema } from "@astrojs/starlight/schema";
import { defineCollection } from "astro/content/config";
import { glob, type LoaderContext } from "astro/loaders";

import { documents } from "./documents.ts";

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

export const collections = { docs };
