import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";

import type { FastifyReply, FastifyRequest } from "fastify";

import { sendShared } from "./answer.ts";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
  ".yaml": "application/yaml",
};

/** Encodings of files that the build has compressed beforehand, the best one first. */
const encodings = [
  { name: "br", suffix: ".br" },
  { name: "gzip", suffix: ".gz" },
] as const;

const empty = Buffer.alloc(0);

export interface StaticOptions {
  /** For how many seconds browsers must use TLS for this host; `undefined` for no such header. */
  readonly hsts: number | undefined;
  /** The Content-Security-Policy; unless given, pages bring their own and are only framed nowhere. */
  readonly policy?: string;
}

/** A file in memory: a thousand slow clients share one copy and need no open file. */
export interface StaticFile {
  readonly type: string;
  readonly etag: string;
  /** Whether its name changes with its contents. */
  readonly isHashed: boolean;
  readonly identity: Buffer;
  readonly encoded: ReadonlyMap<string, Buffer>;
}

export async function loadFile(file: string, siblings: ReadonlySet<string>): Promise<StaticFile> {
  const identity = await readFile(file);
  const encoded = new Map<string, Buffer>();
  for (const { name, suffix } of encodings) {
    if (siblings.has(file + suffix)) encoded.set(name, await readFile(file + suffix));
  }
  return {
    type: types[extname(file)] ?? "application/octet-stream",
    // Weak: the same for each encoding.
    etag: `W/"${hash("sha256", identity, "base64url").slice(0, 22)}"`,
    isHashed: /\/(?:_astro|assets)\//.test(file),
    identity,
    encoded,
  };
}

/** The files of a folder by their path in it, each read when it is first asked for. */
export async function openFolder(folder: string) {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (existsSync(folder)) throw error;
    return new Array<string>();
  });
  const files = new Set(names.map((name) => join(folder, name)));
  const known = new Set(names.filter((name) => extname(name) !== ""));
  const loaded = new Map<string, Promise<StaticFile>>();
  return {
    /** @param path without a leading slash; a page may be named without `.html` or `index.html` */
    find(path: string): Promise<StaticFile> | undefined {
      const folderPage = path === "" || path.endsWith("/") ? `${path}index.html` : path;
      const name = [folderPage, `${path}.html`, `${path}/index.html`].find((it) => known.has(it));
      if (name === undefined) return undefined;
      const file = loaded.get(name) ?? loadFile(join(folder, name), files);
      loaded.set(name, file);
      // Try again the next time.
      file.catch(() => loaded.delete(name));
      return file;
    },
  };
}

/** The content codings of an Accept-Encoding header, without those that it excludes by `q=0`. */
const acceptedCodings = (header: string | string[] = ""): string[] =>
  String(header)
    .toLowerCase()
    .split(",")
    .filter((item) => !/;\s*q=0(?:\.0*)?\s*$/.test(item))
    .map((item) => item.replace(/;.*/, "").trim());

/** Answers with a file, or with 304 if the client has it. */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: StaticFile,
  { hsts, policy = "frame-ancestors 'none'" }: StaticOptions,
  status = 200,
): void {
  reply.hijack();
  const accepted = acceptedCodings(request.headers["accept-encoding"]);
  const encoding = encodings.find(
    ({ name }) => file.encoded.has(name) && accepted.includes(name),
  )?.name;
  const headers = {
    "content-type": file.type,
    "cache-control": file.isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    etag: file.etag,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": policy,
    ...(hsts !== undefined && { "strict-transport-security": `max-age=${hsts}` }),
    ...(file.encoded.size > 0 && { vary: "accept-encoding" }),
    ...(encoding !== undefined && { "content-encoding": encoding }),
  };
  const isKnown = status === 200 && request.headers["if-none-match"] === file.etag;
  const body = (encoding && file.encoded.get(encoding)) ?? file.identity;
  sendShared(reply.raw, request.id, isKnown ? 304 : status, headers, isKnown ? empty : body);
}
