import { main } from "../src/main.ts";

/** Runs hotspot-mock in this process, to its end. */
export async function run(...args: readonly string[]) {
  const written = { stdout: "", stderr: "" };
  const code = await main(args, {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
  });
  return { code, ...written };
}
