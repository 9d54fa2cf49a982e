import { createReadStream, createWriteStream, existsSync, statSync } from "node:fs";
import { mkdir, mkdtempDisposable, rename } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";

import { type Browser, chromium } from "playwright-core";

import { hasSharedMemory } from "./shared-memory.ts";

const packed = fileURLToPath(
  new URL("../bin/chromium.br", import.meta.resolve("@sparticuz/chromium")),
);

/** Few scripts of a test run for long: without compilers that optimise them, tests take a tenth less. */
export const withoutOptimizing = "--js-flags=--no-opt --no-maglev";

/**
 * Starts a Chromium with as few processes as it can do with.
 *
 * @param args further arguments
 */
export async function launchChromium(...args: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: await unpackedChromium(),
    // Not the arguments of the package: they switch off what keeps pages apart.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--enable-features=NetworkServiceInProcess2",
      "--font-render-hinting=none",
      ...args,
    ],
    // With it, processes share memory by files on disk, which takes longer.
    ignoreDefaultArgs: hasSharedMemory(2 ** 30) ? ["--disable-dev-shm-usage"] : [],
  });
}

/**
 * The program of Chromium, which is unpacked once. The package's own function takes a program that
 * another process is still unpacking for complete, and one of another version for its own.
 */
async function unpackedChromium(): Promise<string> {
  const cache = join(import.meta.dirname, "../../node_modules/.cache/chromium");
  const path = join(cache, String(statSync(packed).size));
  if (existsSync(path)) return path;
  await mkdir(cache, { recursive: true });
  await using folder = await mkdtempDisposable(`${path}-`);
  const unpacked = join(folder.path, "chromium");
  const target = createWriteStream(unpacked, { mode: 0o700 });
  await pipeline(createReadStream(packed), createBrotliDecompress({ chunkSize: 2 ** 20 }), target);
  await rename(unpacked, path);
  return path;
}
