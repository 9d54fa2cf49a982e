import { standardError } from "../observe/logger.ts";
import { CommandError } from "./command-error.ts";
import { openService } from "./open-service.ts";

/** Serves until a signal, or an unexpected error. Ends the process where it cannot. */
export async function serve(environment: NodeJS.ProcessEnv): Promise<void> {
  const service = await openService(environment, standardError()).catch(fail);
  const { logger } = service;
  let stopping = false;
  async function stop(): Promise<void> {
    stopping = true;
    if (!(await service.stop())) process.exit();
  }
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      // A second signal means: at once.
      if (stopping) process.exit(130);
      logger.info({ signal }, "stopping");
      void stop();
    });
  }
  // After an unexpected error the state in memory cannot be trusted: finish current requests, and end.
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "unexpected error; stopping");
    if (stopping) process.exit(1);
    process.exitCode = 1;
    // If this rejects, this handler is called again and exits.
    void stop();
  });
  // Standard output is for people, and for programs that wait for the first line. Logs go to standard error.
  process.stdout.write(`${await service.start().catch(fail)}\n`);
}

function fail(error: unknown): never {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`hotspot-service: ${error.message}\n`);
  process.exit(error.exitCode);
}
