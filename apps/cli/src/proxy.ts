import type { Environment } from "./streams.ts";

/**
 * Sends requests through the proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, in capitals
 * or not; Node does so by itself where `NODE_USE_ENV_PROXY=1` is set, and it knows that.
 */
export async function useProxyOf(environment: Environment): Promise<void> {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];
  if (environment["NODE_USE_ENV_PROXY"] || !names.some((name) => environment[name])) return;
  const http = await import("node:http");
  if ("setGlobalProxyFromEnv" in http) {
    http.setGlobalProxyFromEnv();
    return;
  }
  process.stderr.write(
    "hotspot: this Node does not use the proxy of the environment; Node 24.14 and later do.\n",
  );
}
