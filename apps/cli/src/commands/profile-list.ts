import type { Command } from "commander";

import type { Act } from "../context.ts";
import type { Shape } from "../output/shape.ts";
import { withExamples } from "../usage.ts";

interface Shown {
  readonly profile: string;
  readonly server: string;
  readonly project_id: string;
  readonly default: boolean;
}

const shape: Shape<Shown> = {
  columns: [
    { title: "PROFILE", cell: ({ profile }) => profile },
    { title: "SERVER", cell: ({ server }) => server },
    { title: "PROJECT", cell: ({ project_id }) => project_id },
    { title: "DEFAULT", cell: (shown) => (shown.default ? "yes" : "") },
  ],
  fields: ["profile", "server", "project_id", "default"],
};

export function addProfileList(profile: Command, act: Act): void {
  const list = profile
    .command("list")
    .alias("ls")
    .summary("List the profiles that hotspot login stored")
    .description("Lists the profiles that hotspot login stored, without their secrets.");
  withExamples(list, ["hotspot profile list", "Their servers and projects"]);
  list.action(
    act("list the profiles", async ({ environment, output, say }) => {
      const [{ readProfiles }, { addressOf }, { withoutPasswords }] = await Promise.all([
        import("../settings/profiles.ts"),
        import("../settings/settings.ts"),
        import("../secrets.ts"),
      ]);
      const { byName, defaultName } = await readProfiles(environment);
      const profiles = Array.from(byName, ([name, { server, projectId }]) => ({
        profile: name,
        server: withoutPasswords(addressOf(server)),
        project_id: projectId,
        default: name === defaultName,
      }));
      const count = await output.list(shape, profiles);
      if (count === 0) say("There are no profiles: hotspot login stores one.");
    }),
  );
}
