import { fileURLToPath } from "node:url";

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { noSuchPath } from "../errors.ts";
import { send } from "./answer.ts";
import { loadFile, openFolder, sendFile, type StaticOptions } from "./static-files.ts";

/** Put there by the build: the sites are served, never imported. */
const folderOf = (name: string) => fileURLToPath(new URL(`../../dist/${name}/`, import.meta.url));

/** What the console may do: load from this origin and call it, and nothing else. */
const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // Its own, which lets the empty text alone become HTML.
  "trusted-types default",
].join("; ");

/** Serves the documentation, the console and the contract. */
export async function site(app: FastifyInstance, options: StaticOptions): Promise<void> {
  for (const name of ["openapi.json", "openapi.yaml"]) {
    const path = fileURLToPath(import.meta.resolve(`@hotspot-session/spec/${name}`));
    const file = await loadFile(path, new Set());
    app.get(`/${name}`, (request, reply) => sendFile(request, reply, file, options));
  }
  app.get("/", (request, reply) =>
    redirect(request, reply, isBrowser(request) ? "/console/" : "/docs/"),
  );
  for (const name of ["docs", "console"]) {
    app.get(`/${name}`, (request, reply) => {
      const [query = ""] = /\?.*/.exec(request.originalUrl) ?? [];
      redirect(request, reply, `/${name}/${query}`);
    });
  }
  serveFolder(app, "/docs/", folderOf("docs"), options);
  serveFolder(app, "/console/", folderOf("console"), {
    ...options,
    policy: consolePolicy,
    // The console finds its views in the address by itself.
    fallback: { page: "index.html", status: 200 },
  });
}

const isBrowser = ({ headers }: FastifyRequest) => headers.accept?.includes("text/html") === true;

function redirect({ id }: FastifyRequest, reply: FastifyReply, location: string): void {
  reply.hijack();
  send(reply.raw, id, 302, { location });
}

interface FolderOptions extends StaticOptions {
  /** What a browser gets in place of a page that is not there. */
  readonly fallback?: { readonly page: string; readonly status: number };
}

/** Serves a folder of pages; a browser gets its `404.html` for a missing page unless `options` name another. */
export function serveFolder(
  app: FastifyInstance,
  prefix: string,
  path: string,
  options: FolderOptions,
): void {
  let opened: ReturnType<typeof openFolder> | undefined;
  const { fallback = { page: "404.html", status: 404 } } = options;
  app.get(`${prefix}*`, async (request, reply) => {
    const { "*": name } = request.params as { "*": string };
    // Read for the first request: a service that only serves the API starts without it.
    opened ??= openFolder(path);
    // Try again the next time.
    opened.catch(() => (opened = undefined));
    const folder = await opened;
    const found = folder.find(name);
    if (found !== undefined) {
      return found.then((file) => sendFile(request, reply, file, options));
    }
    const page = isBrowser(request) ? folder.find(fallback.page) : undefined;
    if (page === undefined) throw noSuchPath();
    return page.then((file) => sendFile(request, reply, file, options, fallback.status));
  });
}
