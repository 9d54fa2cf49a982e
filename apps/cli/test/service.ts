import { startVerifier } from "@hotspot-session/mock";
import { startService as startAlone } from "@hotspot-session/service";

/**
 * The real service, in memory. Every request goes through Prism's validating proxy: a violation of the
 * contract by either side that no test takes fails the tests when the service is disposed of.
 */
export interface Service extends AsyncDisposable {
  readonly url: string;
  readonly projectId: string;
  readonly token: string;
  /** The violations of the contract since the last call. */
  takeViolations(): readonly unknown[];
  /** The variables that lead to it. */
  readonly settings: Record<string, string>;
}

export async function startService(): Promise<Service> {
  await using started = new AsyncDisposableStack();
  const service = started.use(await startAlone());
  const verifier = started.use(await startVerifier(service.url));
  const running = started.move();
  const { projectId, token } = service.settings;
  return {
    url: verifier.url,
    takeViolations: () => verifier.takeViolations(),
    projectId,
    token,
    settings: { HOTSPOT_URL: verifier.url, HOTSPOT_PROJECT_ID: projectId, HOTSPOT_TOKEN: token },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
