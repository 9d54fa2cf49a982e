import type { Command } from "commander";

import type { Act } from "../context.ts";
import { exitCode } from "../exit-code.ts";
import type { Shape } from "../output/shape.ts";
import type { Tone } from "../tone.ts";
import type { Settings } from "../settings/settings.ts";
import { withExamples } from "../usage.ts";

/** A setting, as it is shown: no secret is whole. */
interface Shown {
  readonly setting: string;
  readonly value: string;
  /** Where it comes from. */
  readonly source: string;
}

const acceptanceTones: ReadonlyMap<string, Tone> = new Map([
  ["yes", "good"],
  ["no", "bad"],
]);

const shape: Shape<Shown> = {
  columns: [
    { title: "SETTING", cell: ({ setting }) => setting },
    {
      title: "VALUE",
      cell: ({ value }) => value,
      tone: ({ setting, value }) =>
        setting === "accepted" ? acceptanceTones.get(value) : undefined,
    },
    { title: "FROM", cell: ({ source }) => source, tone: () => "faint" },
  ],
  fields: ["setting", "value", "source"],
};

export function addWhoami(program: Command, act: Act): void {
  const whoami = program
    .command("whoami")
    .summary(
      "Show the settings in use, where each comes from, and whether the service accepts them",
    )
    .description(
      "Shows the settings in use and where each comes from. A secret is shown by its last four characters at most. Whether the service accepts them is tried by a call.",
    );
  withExamples(
    whoami,
    ["hotspot whoami", "Those of the environment or the default profile"],
    ["hotspot whoami --profile production", "Those of another profile"],
  );
  whoami.action(
    act("call the service with these settings", async (context) => {
      const settings = await context.settings();
      const shown = await shownOf(settings);
      let failure: unknown;
      try {
        const { configs } = await context.client();
        await configs.list({ limit: 1 }, { signal: context.signal });
      } catch (error) {
        failure = error;
      }
      await context.output.list(shape, [...shown, await acceptanceOf(failure)]);
      if (failure !== undefined) throw failure;
    }),
  );
}

async function acceptanceOf(failure: unknown): Promise<Shown> {
  const setting = "accepted";
  if (failure === undefined) return { setting, value: "yes", source: "the service" };
  const { exitCodeOf } = await import("../failure.ts");
  // All else does not tell: nothing was sent, or nothing sensible was answered.
  return exitCodeOf(failure) === exitCode.refused
    ? { setting, value: "no", source: "the service" }
    : { setting, value: "unknown", source: "nowhere" };
}

async function shownOf({
  server,
  projectId,
  credential,
  profile,
  withheld,
}: Settings): Promise<readonly Shown[]> {
  const [{ addressOf }, { withoutPasswords }] = await Promise.all([
    import("../settings/settings.ts"),
    import("../secrets.ts"),
  ]);
  const none = { value: "", source: "nowhere" };
  const isRegion = "region" in server.value;
  return [
    {
      setting: isRegion ? "region" : "url",
      value: withoutPasswords(addressOf(server.value)),
      source: server.source,
    },
    { setting: "project", ...(projectId ?? none) },
    ...(credential === undefined
      ? [{ setting: "token", value: "", source: withheld ?? "nowhere" }]
      : Object.entries(credential.value).map(([name, secret]) => ({
          setting: names.get(name) ?? name,
          value: endOf(secret),
          source: credential.source,
        }))),
    ...(profile === undefined ? [] : [{ setting: "profile", ...profile }]),
  ];
}

const names: ReadonlyMap<string, string> = new Map([
  ["accessKey", "access key"],
  ["secretKey", "secret key"],
  ["securityToken", "security token"],
]);

/** Enough to tell two apart, and too little to use; of a short one nothing. */
const endOf = (secret: string) => (secret.length < 16 ? "…" : `…${secret.slice(-4)}`);
