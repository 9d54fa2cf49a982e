import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";

/** The site as it was built. */
export const dist = join(import.meta.dirname, "../dist");

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/** A server of the built site under a path, such as `/` or `/docs/`. */
export function createSiteServer(under = "/"): Server {
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const isBelow = pathname.startsWith(under);
    const name = pathname.slice(under.length) || "index.html";
    const file = join(dist, normalize(`/${decodeName(name)}`));
    const type = types[extname(file)];
    const found = await stat(file).catch(() => undefined);
    if (!isBelow || type === undefined || found?.isFile() !== true) {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
      response.end("There is no such page.\n");
      return;
    }
    response.writeHead(200, { "content-type": type, "content-length": found.size });
    createReadStream(file).pipe(response);
  });
}

/** Empty where it is not percent-encoded as it should be. */
function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return "";
  }
}
