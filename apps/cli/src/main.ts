import { exitCode } from "./exit-code.ts";
import { run } from "./program.ts";

const { stdout, stderr } = process;

stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader has seen enough: `hotspot … | head`.
  if (error.code === "EPIPE") process.exit();
  stderr.write(`hotspot: cannot write: ${error.message}\n`);
  process.exit(exitCode.failed);
});
// Without a reader of messages the work goes on.
stderr.on("error", () => undefined);

const interruption = new AbortController();
process.on("SIGINT", () => {
  // The first asks to end in order, the second to end at once.
  if (interruption.signal.aborted) process.exit(exitCode.interrupted);
  interruption.abort();
});

let input: NodeJS.ReadStream | undefined;

// Not process.exit: what is still to be written would be lost.
process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  // Opened when it is asked for: nothing is read, and a terminal is left as it is, until then.
  streams: {
    get in() {
      return (input ??= process.stdin);
    },
    out: stdout,
    err: stderr,
  },
  signal: interruption.signal,
});
// A terminal or a pipe that was read from would keep the process waiting for more.
input?.destroy();
