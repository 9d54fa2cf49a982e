import { fileURLToPath } from "node:url";

import type { FastifyInstance } from "fastify";

import { noSuchPath } from "../errors.ts";
import { send } from "./answer.ts";
import { loadFile, openFolder, sendFile, type StaticOptions } from "./static-files.ts";

/** Put there by the build: the documentation is served, never imported. */
const docs = fileURLToPath(new URL("../../dist/docs/", import.meta.url));

/** Serves the documentation and the contract. */
export async function site(app: FastifyInstance, options: StaticOptions): Promise<void> {
  for (const name of ["openapi.json", "openapi.yaml"]) {
    const path = fileURLToPath(import.meta.resolve(`@hotspot-session/spec/${name}`));
    const file = await loadFile(path, new Set());
    app.get(`/${name}`, (request, reply) => sendFile(request, reply, file, options));
  }
  for (const path of ["/", "/docs"]) {
    app.get(path, (request, reply) => {
      reply.hijack();
      send(reply.raw, request.id, 302, { location: "/docs/" });
    });
  }
  await serveFolder(app, "/docs/", docs, options);
}

/** Serves a folder of pages; a browser gets its `404.html` for a missing page. */
export async function serveFolder(
  app: FastifyInstance,
  prefix: string,
  path: string,
  options: StaticOptions,
): Promise<void> {
  const folder = await openFolder(path);
  app.get(`${prefix}*`, (request, reply) => {
    const { "*": name } = request.params as { "*": string };
    const found = folder.find(name);
    if (found !== undefined) {
      return found.then((file) => sendFile(request, reply, file, options));
    }
    const isBrowser = request.headers.accept?.includes("text/html") === true;
    const page = isBrowser ? folder.find("404.html") : undefined;
    if (page === undefined) throw noSuchPath();
    return page.then((file) => sendFile(request, reply, file, options, 404));
  });
}
