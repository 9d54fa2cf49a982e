import { defineCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { flag } from "../option.ts";

const all = flag("--all", "remove every profile");

export const logout = defineCommand({
  name: "logout",
  summary: "Remove a profile and the credential in it",
  details: [
    "Without --profile or HOTSPOT_PROFILE it is the default profile. A token stays valid at the service until it expires or is revoked there.",
  ],
  doing: "log out",
  arguments: [],
  options: [all],
  examples: [
    { line: "hotspot logout", about: "Remove the default profile" },
    { line: "hotspot logout --profile production", about: "Remove another" },
  ],
  run: async ({ environment, flags, say }, given) => {
    const [{ profileFile, readProfiles, writeProfiles }, { profileName }, { Failure }] =
      await Promise.all([
        import("../settings/profile-file.ts"),
        import("../settings/settings.ts"),
        import("../failure.ts"),
      ]);
    const file = profileFile(environment);
    const { byName, defaultName } = await readProfiles(file);
    const name = profileName(flags, environment)?.value ?? defaultName;
    const removed = given(all) ? [...byName.keys()] : [name].filter((one) => one !== undefined);
    const missing = removed.find((one) => !byName.has(one));
    const known = [...byName.keys()].map((one) => `"${one}"`).join(", ");
    if (removed.length === 0 || missing !== undefined) {
      const which = missing === undefined ? "default profile" : `profile "${missing}"`;
      const others = known === "" ? "none at all" : `these, for --profile: ${known}`;
      throw new Failure(exitCode.notFound, `there is no ${which}; there are ${others}`);
    }
    const left = new Map([...byName].filter(([one]) => !removed.includes(one)));
    const [only] = left.size === 1 ? left.keys() : [];
    const isDefaultLeft = defaultName !== undefined && left.has(defaultName);
    const newDefault = isDefaultLeft ? defaultName : only;
    await writeProfiles(file, { byName: left, defaultName: newDefault });
    for (const one of removed) say(`Removed the profile "${one}".`);
    if (newDefault !== defaultName && newDefault !== undefined) {
      say(`The default is now "${newDefault}".`);
    }
  },
});
