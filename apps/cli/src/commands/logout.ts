import type { Command } from "commander";

import type { Act } from "../context.ts";
import { exitCode } from "../exit-code.ts";
import { withExamples } from "../usage.ts";

export function addLogout(program: Command, act: Act): void {
  const logout = program
    .command("logout")
    .summary("Remove a profile and the credential in it")
    .description(
      "Removes a profile: without --profile or HOTSPOT_PROFILE the default one. A token stays valid at the service until it expires or is revoked there.",
    )
    .option("--all", "remove every profile");
  withExamples(
    logout,
    ["hotspot logout", "Remove the default profile"],
    ["hotspot logout --profile production", "Remove another"],
  );
  logout.action(
    act("log out", async ({ environment, flags, say }, { all }: { all?: boolean }) => {
      const [{ updateProfiles }, { profileName }, { Failure }] = await Promise.all([
        import("../settings/profiles.ts"),
        import("../settings/settings.ts"),
        import("../failure.ts"),
      ]);
      await updateProfiles(environment, ({ byName, defaultName }) => {
        const name = profileName(flags, environment)?.value ?? defaultName;
        const removed = all ? [...byName.keys()] : [name].filter((one) => one !== undefined);
        const missing = removed.find((one) => !byName.has(one));
        if (removed.length === 0 || missing !== undefined) {
          const which = missing === undefined ? "default profile" : `profile "${missing}"`;
          const known = [...byName.keys()].map((one) => `"${one}"`).join(", ");
          const others = known === "" ? "none at all" : `these, for --profile: ${known}`;
          throw new Failure(exitCode.notFound, `there is no ${which}; there are ${others}`);
        }
        const left = new Map([...byName].filter(([one]) => !removed.includes(one)));
        const [only] = left.size === 1 ? left.keys() : [];
        const isDefaultLeft = defaultName !== undefined && left.has(defaultName);
        const newDefault = isDefaultLeft ? defaultName : only;
        for (const one of removed) say(`Removed the profile "${one}".`);
        if (newDefault !== defaultName && newDefault !== undefined) {
          say(`The default is now "${newDefault}".`);
        }
        return { byName: left, defaultName: newDefault };
      });
    }),
  );
}
