import { exitCode } from "./exit-code.ts";
import { run } from "./program.ts";

// Whoever reads our output has seen enough: `hotspot … | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    process.exitCode = exitCode.failed;
    if (stream === process.stdout)
      process.stderr.write(`hotspot: cannot write: ${error.message}\n`);
  });
}

// Not process.exit: what is still to be written would be lost.
process.exitCode = await run(process.argv.slice(2), process.env, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
