import { startVerifier } from "@hotspot-session/mock";
import { startService as startAlone } from "@hotspot-session/service";

/**
 * The real service, in memory. Every request goes through Prism's validating proxy: a violation of the
 * contract by either side that no test takes fails the tests when the service is disposed of.
 */
export async function startService() {
  await using started = new AsyncDisposableStack();
  const service = started.use(await startAlone());
  const verifier = started.use(await startVerifier(service.url));
  const running = started.move();
  const { projectId, token } = service.settings;
  return {
    url: verifier.url,
    /** The service without the proxy: for thousands of users, in requests that other tests check. */
    directUrl: service.url,
    projectId,
    token,
    /** The variables that lead to it. */
    settings: { HOTSPOT_URL: verifier.url, HOTSPOT_PROJECT_ID: projectId, HOTSPOT_TOKEN: token },
    /** The violations of the contract since the last call. */
    takeViolations: () => verifier.takeViolations(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

export type Service = Awaited<ReturnType<typeof startService>>;
