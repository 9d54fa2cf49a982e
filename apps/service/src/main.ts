// The service itself starts without what reads commands, and a command without what serves.
const words = process.argv.slice(2);
if (words.length === 0) {
  const { serve } = await import("./commands/serve.ts");
  await serve(process.env);
} else {
  const { run } = await import("./commands/program.ts");
  // The reader of the output has seen enough: `hotspot-service token list | head`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    process.stderr.write(`hotspot-service: cannot write: ${error.message}\n`);
    process.exitCode = 1;
  });
  // Not process.exit: what is still to be written would be lost.
  process.exitCode = await run(words, process.env, {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
}
