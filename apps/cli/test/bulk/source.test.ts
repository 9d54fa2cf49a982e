import { execFile } from "node:child_process";
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openSource, openTemporary, type Source } from "../../src/bulk/source.ts";
import { openSpool } from "../../src/bulk/spool.ts";
import { startFolder } from "./lists.ts";

let folder: Awaited<ReturnType<typeof startFolder>>;
beforeAll(async () => {
  folder = await startFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const nobody = () => Readable.from([]);
const { signal } = new AbortController();
const whole = async (source: Source) => String(await buffer(Readable.from(source.read())));

describe("a source", () => {
  it("that is a file is read as often as it is asked for", async () => {
    const path = await folder.write("file.txt", "Ann\nBob\n");
    await using source = await openSource(path, nobody, signal);
    expect([source.name, source.size]).toEqual([path, 8]);
    expect([await whole(source), await whole(source)]).toEqual(["Ann\nBob\n", "Ann\nBob\n"]);
  });

  it("that is a file tells whether it was changed", async () => {
    const path = await folder.write("growing.txt", "Ann\n");
    await using source = await openSource(path, nobody, signal);
    expect(await source.isChanged()).toBe(false);
    await appendFile(path, "Bob\n");
    expect(await source.isChanged()).toBe(true);
  });

  it("that is standard input is read as often, though it comes but once", async () => {
    const stdin = Readable.from([Buffer.from("Ann\n"), Buffer.from("Bob\n")]);
    await using source = await openSource("-", () => stdin, signal);
    expect([source.name, source.size]).toEqual(["standard input", 8]);
    expect([await whole(source), await whole(source)]).toEqual(["Ann\nBob\n", "Ann\nBob\n"]);
  });

  it("that is a named pipe is too", async () => {
    const path = join(folder.path, "pipe");
    await promisify(execFile)("mkfifo", [path]);
    const [source] = await Promise.all([
      openSource(path, nobody, signal),
      writeFile(path, "Ann\n"),
    ]);
    await using _ = source;
    expect([await whole(source), await whole(source)]).toEqual(["Ann\n", "Ann\n"]);
  });

  it("that never ends is given up where that is asked for", async () => {
    const interruption = new AbortController();
    const opening = openSource(
      "-",
      () => new Readable({ read: () => undefined }),
      interruption.signal,
    );
    interruption.abort();
    await expect(opening).rejects.toThrow("aborted");
  });
});

describe("a temporary file", () => {
  it("is its owner's alone, and has no name that anybody could open", async () => {
    await using file = await openTemporary();
    const { mode, nlink } = await file.stat();
    expect([mode & 0o777, nlink]).toEqual([0o600, 0]);
  });

  it("gives back what was put in, in its order, more than once", async () => {
    const entries = Array.from({ length: 5000 }, (_, n) => ({ name: `${n} "\u2028\n` }));
    await using spool = await openSpool((value) => Object(value));
    for (const entry of entries) await spool.add(entry);
    expect(spool.size).toBe(5000);
    for (const _ of [1, 2]) {
      const found: object[] = [];
      for await (const entry of spool.entries()) found.push(entry);
      expect(found).toEqual(entries);
    }
  });
});
