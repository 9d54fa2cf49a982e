/** Lines that follow each other. One that is not UTF-8 is undefined. */
export interface Lines {
  /** The number of the first, from 1. */
  readonly first: number;
  readonly texts: readonly (string | undefined)[];
}

/**
 * A line of more bytes than this is a file of another kind, or a quote that is never closed. It is
 * many times what two values of the longest characters, all of them escaped, may take.
 */
const longestLine = 64 * 1024;

/** The file cannot be read any further. */
export class UnreadableLineError extends Error {
  override readonly name = "UnreadableLineError";
  readonly line: number;

  constructor(line: number, problem: string) {
    super(problem);
    this.line = line;
  }
}

const lineFeed = 0x0a;
const byteOrderMark = "\uFEFF";

/**
 * The lines of a text in UTF-8, without their line feeds and without a byte order mark; as many at a
 * time as one chunk completes. What follows the last line feed is a line where it is not empty.
 *
 * @throws UnreadableLineError where a line is too long, or the text is in UTF-16
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Lines, void, void> {
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  let first = 1;

  function complete(block: Uint8Array): Lines {
    const texts = textsOf(block);
    if (first === 1 && texts[0]?.startsWith(byteOrderMark)) texts[0] = texts[0].slice(1);
    const lines = { first, texts };
    first += texts.length;
    return lines;
  }

  for await (const chunk of bytes) {
    if (first === 1 && begunBytes === 0 && isUtf16(chunk)) {
      throw new UnreadableLineError(1, "the file is in UTF-16: save it as UTF-8");
    }
    const last = chunk.lastIndexOf(lineFeed);
    if (last === -1) {
      begun.push(chunk);
      begunBytes += chunk.length;
    } else {
      yield complete(joined([...begun, chunk.subarray(0, last)]));
      begun = [chunk.subarray(last + 1)];
      begunBytes = chunk.length - last - 1;
    }
    if (begunBytes > longestLine) {
      throw new UnreadableLineError(
        first,
        `is longer than ${longestLine / 1024} KiB; is this a list of users?`,
      );
    }
  }
  if (begunBytes > 0) yield complete(joined(begun));
}

/** Throws for what is not UTF-8, and keeps a byte order mark: it may be a part of a name. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textsOf(block: Uint8Array): (string | undefined)[] {
  const whole = decode(block);
  if (whole !== undefined) return whole.split("\n");
  // A line feed is no part of another character in any encoding that is in use.
  const texts: (string | undefined)[] = [];
  for (let begin = 0; begin <= block.length;) {
    const found = block.indexOf(lineFeed, begin);
    const end = found === -1 ? block.length : found;
    texts.push(decode(block.subarray(begin, end)));
    begin = end + 1;
  }
  return texts;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isUtf16([one, two]: Uint8Array): boolean {
  return (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff);
}
