import { startVerifier } from "@hotspot-session/mock";
import { startService as startAlone } from "@hotspot-session/service";

/**
 * The real service, in memory, behind Prism's validating proxy: a violation of the contract by either
 * side fails the tests when the service is disposed of.
 */
export async function startService() {
  await using started = new AsyncDisposableStack();
  const service = started.use(await startAlone());
  const verifier = started.use(await startVerifier(service.url));
  const running = started.move();
  return {
    ...service.settings,
    baseUrl: verifier.url,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
