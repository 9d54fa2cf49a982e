import type { Command } from "commander";

import type { Act } from "../context.ts";
import type { LoginFlags } from "../login.ts";
import { valued } from "../options.ts";
import { withExamples } from "../usage.ts";

export function addLogin(program: Command, act: Act): void {
  const login = program
    .command("login")
    .summary("Store a server, a project and a credential as a profile")
    .description(
      [
        "Stores a profile. It asks for what neither flags nor the environment say; what is typed for a token or a secret key is not shown. The credential is tried by a call, and stored if the service accepts it: in a file that only you can read, in HOTSPOT_CONFIG_DIR or where the platform keeps configuration.",
        "Without --profile or HOTSPOT_PROFILE it is the default profile. Of several, the first stored is the default until another login says --default.",
        "The credential of a profile goes to the server of that profile and to no other.",
      ].join("\n\n"),
    )
    .option("--token-stdin", "read the token from standard input")
    .addOption(
      valued(
        "--access-key <key>",
        "in place of a token, this access key, whose secret key is asked for",
      ),
    )
    .option("--secret-key-stdin", "read the secret key from standard input")
    .option("--default", "make it the profile in use where none is named");
  withExamples(
    login,
    ["hotspot login", "Be asked for everything"],
    [
      "hotspot login --profile production --region cn-north-4 --project a4da8115c9d8464ead3a38309130523f --access-key HOTSPOTEXAMPLE",
      "A second profile, for Huawei Cloud by an access key",
    ],
    [
      "hotspot login --project a4da8115c9d8464ead3a38309130523f --token-stdin < token.txt",
      "Without a terminal",
    ],
  );
  login.action(
    act("log in", async (context, flags: LoginFlags) => {
      const { logIn } = await import("../login.ts");
      await logIn(context, flags);
    }),
  );
}
