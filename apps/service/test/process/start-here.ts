import { openService } from "../../src/commands/open-service.ts";

/**
 * The service of an operator's settings, in this process: for what is no matter of a process. With
 * `startProcess` it is one of its own.
 *
 * @throws CommandError where it does not start
 */
export async function startHere(settings: Readonly<Record<string, string>>) {
  const output = { stdout: "", stderr: "" };
  const service = await openService(
    { HOTSPOT_PORT: "0", ...settings },
    { write: (text) => void (output.stderr += text), isTerminal: false },
  );
  output.stdout = await service.start();
  let stopped: Promise<boolean> | undefined;
  const stop = () => (stopped ??= service.stop());
  return {
    address: /ready at (\S+)/.exec(output.stdout)?.[1] ?? "",
    /** What its operator is told, and its log. */
    output,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}
