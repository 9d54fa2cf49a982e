import { homedir } from "node:os";
import { join } from "node:path";

/** Variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder of the profiles: `HOTSPOT_CONFIG_DIR`, or `hotspot` where the platform keeps
 * configuration. It need not exist.
 */
export function configDirectory(
  environment: Environment,
  platform: string = process.platform,
): string {
  const { HOTSPOT_CONFIG_DIR, HOME, APPDATA, XDG_CONFIG_HOME } = environment;
  if (HOTSPOT_CONFIG_DIR) return HOTSPOT_CONFIG_DIR;
  const home = HOME || homedir();
  switch (platform) {
    case "win32":
      return join(APPDATA || join(homedir(), "AppData", "Roaming"), "hotspot");
    case "darwin":
      return join(home, "Library", "Application Support", "hotspot");
    default:
      // A relative one is to be ignored, says the XDG specification.
      return join(
        XDG_CONFIG_HOME?.startsWith("/") ? XDG_CONFIG_HOME : join(home, ".config"),
        "hotspot",
      );
  }
}
