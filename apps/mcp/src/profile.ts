import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import { settingsFromEnvironment } from "@hotspot-session/client/environment";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of a profile that `hotspot login` has stored, so that no host needs a secret in its settings.
 *
 * @throws TypeError that names what is wrong, and repeats nothing of the file
 */
export function settingsFromProfile(name: string, environment: Environment) {
  const file = join(configDirectory(environment), "profiles.json");
  const profiles = readProfiles(file);
  const profile = profiles[name];
  if (profile === undefined) {
    const known = Object.keys(profiles).join(", ") || "none";
    throw new TypeError(`${file}: there is no profile "${name}" (there are: ${known})`);
  }
  return settingsFromEnvironment({
    HOTSPOT_URL: profile["baseUrl"],
    HOTSPOT_REGION: profile["region"],
    HOTSPOT_PROJECT_ID: profile["projectId"],
    HOTSPOT_TOKEN: profile["token"],
    HOTSPOT_ACCESS_KEY: profile["accessKey"],
    HOTSPOT_SECRET_KEY: profile["secretKey"],
    HOTSPOT_SECURITY_TOKEN: profile["securityToken"],
  });
}

function readProfiles(file: string): Readonly<Record<string, Environment>> {
  try {
    return { ...JSON.parse(readFileSync(file, "utf8")).profiles };
  } catch {
    throw new TypeError(`${file}: cannot be read; run hotspot login`);
  }
}

/** Where the command line keeps its profiles. */
function configDirectory({ HOTSPOT_CONFIG_DIR, HOME, APPDATA, XDG_CONFIG_HOME }: Environment) {
  if (HOTSPOT_CONFIG_DIR) return HOTSPOT_CONFIG_DIR;
  const home = HOME || homedir();
  switch (process.platform) {
    case "win32":
      return join(APPDATA || join(homedir(), "AppData", "Roaming"), "hotspot");
    case "darwin":
      return join(home, "Library", "Application Support", "hotspot");
    default:
      return join(
        XDG_CONFIG_HOME?.startsWith("/") ? XDG_CONFIG_HOME : join(home, ".config"),
        "hotspot",
      );
  }
}
