// Cloudflare's runtime: `workerd.mjs <module of miniflare> <bundle> <url of the mock>`.

import { readFile } from "node:fs/promises";

const [, , miniflare = "", bundle = "", url = ""] = process.argv;
const { Miniflare } = await import(miniflare);
const worker = new Miniflare({
  modules: true,
  compatibilityDate: "2026-01-01",
  bindings: { url },
  script: `${await readFile(bundle, "utf8")}
    export default {
      async fetch(request, { url }) {
        try {
          return Response.json(await suite.runSuite(url));
        } catch (error) {
          return new Response(error.stack, { status: 500 });
        }
      },
    };`,
});
try {
  const answer = await worker.dispatchFetch("http://worker/");
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  process.stdout.write(text);
} finally {
  await worker.dispose();
}
