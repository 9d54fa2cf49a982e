import { createReadStream, createWriteStream, existsSync, statfsSync, statSync } from "node:fs";
import { mkdtempDisposable, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";

import { type Browser, chromium } from "playwright-core";

const packed = fileURLToPath(
  new URL("../bin/chromium.br", import.meta.resolve("@sparticuz/chromium")),
);

/** Starts the Chromium of the tests, with as few processes as it can do with. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await unpackedChromium(),
    // Not the arguments of the package: they switch off what keeps pages apart.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--in-process-gpu",
      "--enable-features=NetworkServiceInProcess2",
      "--font-render-hinting=none",
      // Few scripts run for long: a tenth less CPU time for the tests of the console.
      "--js-flags=--no-opt --no-maglev",
    ],
    ignoreDefaultArgs: hasSharedMemory() ? ["--disable-dev-shm-usage"] : [],
  });
}

/**
 * The program of Chromium, which is unpacked once. The package's own function takes a program that
 * another process is still unpacking for complete, and one of another version for its own.
 */
async function unpackedChromium(): Promise<string> {
  const path = join(tmpdir(), `hotspot-chromium-${statSync(packed).size}`);
  if (existsSync(path)) return path;
  await using folder = await mkdtempDisposable(`${path}-`);
  const unpacked = join(folder.path, "chromium");
  const target = createWriteStream(unpacked, { mode: 0o700 });
  await pipeline(createReadStream(packed), createBrotliDecompress({ chunkSize: 2 ** 20 }), target);
  await rename(unpacked, path);
  return path;
}

/** Whether processes need no files to share memory, which take longer. Containers may have little of it. */
function hasSharedMemory(): boolean {
  if (!existsSync("/dev/shm")) return false;
  const { bavail, bsize } = statfsSync("/dev/shm");
  return bavail * bsize >= 2 ** 30;
}
