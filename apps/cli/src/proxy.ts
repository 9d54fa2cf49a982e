import type { Environment } from "./streams.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Sends requests through the proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, in capitals
 * or not; Node does so by itself where `NODE_USE_ENV_PROXY=1` is set, and it knows that.
 *
 * @throws UsageError, without their values, if one is no URL: there may be a password in it
 */
export async function useProxyOf(
  environment: Environment,
  say: (line: string) => void,
): Promise<void> {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];
  const used = names.filter((name) => environment[name]);
  if (environment["NODE_USE_ENV_PROXY"] || used.length === 0) return;
  const http = await import("node:http");
  if (!("setGlobalProxyFromEnv" in http)) {
    say("This Node does not use the proxy of the environment; Node 24.14 and later do.");
    return;
  }
  try {
    http.setGlobalProxyFromEnv(environment);
  } catch (error) {
    throw new UsageError(
      `${used.join(", ")}: must be a URL such as http://proxy.example.com:3128`,
      {
        cause: error,
      },
    );
  }
}
