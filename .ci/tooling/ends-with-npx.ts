import { execFile } from "node:child_process";
import { promisify } from "node:util";

// A signal to `npx -y pnpm@12 …` ends npx, or npx and its shell, and pnpm would continue without them. So
// this process, which a shell of pnpm has started, ends once pnpm has lost one of them.

const parentsOf = async (...ids: readonly number[]) =>
  (await promisify(execFile)("ps", ["-o", "ppid=", "-p", ids.join(",")])).stdout;

try {
  const pnpm = Number(await parentsOf(process.ppid));
  const shell = Number(await parentsOf(pnpm));
  const atStart = await parentsOf(pnpm, shell);
  setInterval(async () => {
    // `ps` ends with 1 where it finds no such process; other failures say nothing.
    const gone = (error: unknown) => (Object(error).code === 1 ? "" : atStart);
    const now = await parentsOf(pnpm, shell).catch(gone);
    if (now !== atStart) process.kill(process.pid, "SIGTERM");
  }, 2000).unref();
} catch {
  // Without `ps`, or without such ancestors, the run ends when it is done, or by its time limit.
}
