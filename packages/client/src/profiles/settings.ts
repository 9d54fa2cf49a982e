import type { CredentialOptions } from "../options.ts";
import type { Region, ServerOptions } from "../server-url.ts";
import type { Environment } from "./directory.ts";
import { profileFile, readProfiles } from "./file.ts";
import { ProfileError } from "./format.ts";

/**
 * The options of a client from a profile that `hotspot login` has stored.
 *
 * @param environment names the folder of the profiles; the variables of the process unless given
 * @throws ProfileError if there is no such profile, or the file cannot be read
 */
export async function settingsFromProfile(
  name: string,
  environment: Environment = process.env,
): Promise<{ readonly projectId: string } & ServerOptions & CredentialOptions> {
  const { byName } = await readProfiles(environment);
  const profile = byName.get(name);
  if (profile === undefined) {
    const known = [...byName.keys()].join(", ") || "none";
    throw new ProfileError(
      `${profileFile(environment)}: there is no profile "${name}" (there are: ${known})`,
    );
  }
  const { server, projectId, credential } = profile;
  return {
    // An unknown region is refused by the client, which names the known ones.
    ...("region" in server ? { region: server.region as Region } : server),
    projectId,
    auth: credential,
  };
}
