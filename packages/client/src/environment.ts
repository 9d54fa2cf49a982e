// Apart from the client: browsers have no environment.
import type { CredentialOptions } from "./options.ts";
import type { Region, ServerOptions } from "./server-url.ts";

/** Variables by their names. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The options of a client from `HOTSPOT_URL` or `HOTSPOT_REGION`, `HOTSPOT_PROJECT_ID`, and
 * `HOTSPOT_TOKEN` or `HOTSPOT_ACCESS_KEY` with `HOTSPOT_SECRET_KEY` and `HOTSPOT_SECURITY_TOKEN`. An
 * empty variable counts as none.
 *
 * @param environment the variables of the process unless given
 * @throws TypeError that names the variables which are missing, or of which only one may be set
 */
export function settingsFromEnvironment(
  environment: Environment = processEnvironment(),
): { readonly projectId: string } & ServerOptions & CredentialOptions {
  const given = (name: string) => environment[`HOTSPOT_${name}`] || undefined;
  const region = given("REGION");
  const token = given("TOKEN");
  const accessKey = given("ACCESS_KEY");
  const required = (name: string) => given(name) ?? missing(`HOTSPOT_${name}`);
  if (region !== undefined && given("URL") !== undefined)
    conflicting("HOTSPOT_URL", "HOTSPOT_REGION");
  if (token !== undefined && accessKey !== undefined) {
    conflicting("HOTSPOT_TOKEN", "HOTSPOT_ACCESS_KEY");
  }
  return {
    // An unknown region is refused by the client, which names the known ones.
    ...(region === undefined ? { baseUrl: required("URL") } : { region: region as Region }),
    projectId: required("PROJECT_ID"),
    ...(accessKey === undefined
      ? { token: required("TOKEN") }
      : {
          auth: {
            accessKey,
            secretKey: required("SECRET_KEY"),
            securityToken: given("SECURITY_TOKEN"),
          },
        }),
  };
}

function missing(name: string): never {
  throw new TypeError(`${name}: must be set in the environment`);
}

function conflicting(one: string, other: string): never {
  throw new TypeError(`${one} and ${other}: both are set in the environment; unset one of them`);
}

/** Empty where there is no process, as in browsers. */
function processEnvironment(): Environment {
  const process: { readonly env?: Environment } | undefined = Reflect.get(globalThis, "process");
  return process?.env ?? {};
}
