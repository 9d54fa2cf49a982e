import { defineCommand } from "../command.ts";
import { flag, text } from "../option.ts";

const tokenStdin = flag("--token-stdin", "read the token from standard input");
const accessKey = text(
  "--access-key",
  "KEY",
  "in place of a token, this access key, whose secret key is asked for",
);
const secretKeyStdin = flag("--secret-key-stdin", "read the secret key from standard input");
const makeDefault = flag("--default", "make it the profile in use where none is named");

export const login = defineCommand({
  name: "login",
  summary: "Store a server, a project and a credential as a profile",
  details: [
    "Asks for what neither flags nor the environment say; what is typed for a token or a secret key is not shown. The credential is tried by a call, and stored if the service accepts it: in a file that only you can read, in HOTSPOT_CONFIG_DIR or where the platform keeps configuration.",
    "Without --profile or HOTSPOT_PROFILE it is the default profile. Of several, the first stored is the default until another login says --default.",
    "The credential of a profile goes to the server of that profile and to no other.",
  ],
  doing: "log in",
  arguments: [],
  options: [tokenStdin, accessKey, secretKeyStdin, makeDefault],
  examples: [
    { line: "hotspot login", about: "Be asked for everything" },
    {
      line: "hotspot login --profile production --region cn-north-4 --project a4da8115c9d8464ead3a38309130523f --access-key HOTSPOTEXAMPLE",
      about: "A second profile, for Huawei Cloud by an access key",
    },
    {
      line: "hotspot login --project a4da8115c9d8464ead3a38309130523f --token-stdin < token.txt",
      about: "Without a terminal",
    },
  ],
  run: async (context, given) => {
    const { logIn } = await import("../login.ts");
    await logIn(context, {
      isTokenPiped: given(tokenStdin),
      accessKey: given(accessKey),
      isSecretKeyPiped: given(secretKeyStdin),
      isDefault: given(makeDefault),
    });
  },
});
