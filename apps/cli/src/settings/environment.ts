import type { Environment } from "../streams.ts";
import { UsageError } from "../usage-error.ts";
import { type Layer, serverOf } from "./layer.ts";

/** Every variable that is read, and what it is: for help and pages. */
export const variables: ReadonlyMap<string, string> = new Map([
  ["HOTSPOT_URL", "where the service is"],
  ["HOTSPOT_REGION", "in its place, a region of Huawei Cloud"],
  ["HOTSPOT_PROJECT_ID", "the project"],
  ["HOTSPOT_TOKEN", "the token"],
  ["HOTSPOT_ACCESS_KEY", "in its place, an access key, with HOTSPOT_SECRET_KEY"],
  ["HOTSPOT_SECRET_KEY", "the secret key: requests are signed with it, and it is never sent"],
  ["HOTSPOT_SECURITY_TOKEN", "the security token of a temporary access key"],
  ["HOTSPOT_PROFILE", "the profile to use where --profile names none"],
  ["HOTSPOT_OUTPUT", "the format where --output names none"],
  ["HOTSPOT_CONFIG_DIR", "the folder of the profiles"],
  ["HTTP_PROXY", "the proxy for requests to http URLs"],
  ["HTTPS_PROXY", "the proxy for requests to https URLs"],
  ["NO_PROXY", "hosts that are called without a proxy, with commas between them"],
  ["NODE_EXTRA_CA_CERTS", "a file of certificates to trust as well"],
  ["NO_COLOR", "if set, no colours; FORCE_COLOR, colours also where there is no terminal"],
]);

/**
 * What the environment says. An empty variable says nothing.
 *
 * @throws UsageError if it contradicts itself
 */
export function environmentLayer(environment: Environment): Layer {
  const valueOf = (name: string) => environment[name] || undefined;
  const projectId = valueOf("HOTSPOT_PROJECT_ID");
  return {
    server: serverOf(
      [valueOf("HOTSPOT_URL"), "HOTSPOT_URL"],
      [valueOf("HOTSPOT_REGION"), "HOTSPOT_REGION"],
    ),
    projectId:
      projectId === undefined ? undefined : { value: projectId, source: "HOTSPOT_PROJECT_ID" },
    credential: credentialOf(valueOf),
  };
}

function credentialOf(valueOf: (name: string) => string | undefined): Layer["credential"] {
  const token = valueOf("HOTSPOT_TOKEN");
  const accessKey = valueOf("HOTSPOT_ACCESS_KEY");
  const secretKey = valueOf("HOTSPOT_SECRET_KEY");
  const securityToken = valueOf("HOTSPOT_SECURITY_TOKEN");
  if (token !== undefined) {
    if (accessKey === undefined) return { value: { token }, source: "HOTSPOT_TOKEN" };
    throw new UsageError("HOTSPOT_TOKEN and HOTSPOT_ACCESS_KEY are both set: unset one of them");
  }
  if (accessKey === undefined && secretKey === undefined) return undefined;
  if (accessKey === undefined || secretKey === undefined) {
    const [there, missing] =
      accessKey === undefined
        ? ["HOTSPOT_SECRET_KEY", "HOTSPOT_ACCESS_KEY"]
        : ["HOTSPOT_ACCESS_KEY", "HOTSPOT_SECRET_KEY"];
    throw new UsageError(`${there} is set and ${missing} is not: they go together`);
  }
  return {
    value: { accessKey, secretKey, ...(securityToken !== undefined && { securityToken }) },
    source: "HOTSPOT_ACCESS_KEY",
  };
}
