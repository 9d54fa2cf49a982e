import { run } from "./program.ts";

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  onServing(close) {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
  },
});
