import { createReadStream, createWriteStream, existsSync, statSync } from "node:fs";
import { mkdtempDisposable, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";

const packed = fileURLToPath(
  new URL("../bin/chromium.br", import.meta.resolve("@sparticuz/chromium")),
);

/**
 * The program of Chromium, which is unpacked once. The package's own function takes a program that
 * another process is still unpacking for complete, and one of another version for its own.
 */
export async function unpackedChromium(): Promise<string> {
  const path = join(tmpdir(), `hotspot-chromium-${statSync(packed).size}`);
  if (existsSync(path)) return path;
  await using folder = await mkdtempDisposable(`${path}-`);
  const unpacked = join(folder.path, "chromium");
  const target = createWriteStream(unpacked, { mode: 0o700 });
  await pipeline(createReadStream(packed), createBrotliDecompress({ chunkSize: 2 ** 20 }), target);
  await rename(unpacked, path);
  return path;
}
