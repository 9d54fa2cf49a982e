import {
  createHotspotClient,
  type HotspotClient,
  type HotspotClientOptions,
  type ServerOptions,
} from "@hotspot-session/client";

import { UsageError } from "../usage-error.ts";
import type { Layer } from "./layer.ts";
import type { Settings } from "./settings.ts";

/**
 * The client that the settings make.
 *
 * @throws UsageError that names each setting that is missing, or the one that is wrong
 */
export function connect(settings: Settings, fetch: HotspotClientOptions["fetch"]): HotspotClient {
  const { server, projectId, credential, withheld } = settings;
  if (projectId === undefined || credential === undefined) {
    const missing = [
      ...(projectId === undefined ? ["the project: give --project or set HOTSPOT_PROJECT_ID"] : []),
      ...(credential === undefined
        ? [`the token: set HOTSPOT_TOKEN${withheld === undefined ? "" : ` (${withheld})`}`]
        : []),
    ];
    throw new UsageError(`missing ${missing.join("; and ")}; or log in once, by hotspot login`);
  }
  try {
    return createHotspotClient({
      // The client checks the region, and names all there are.
      ...(server.value as ServerOptions),
      projectId: projectId.value,
      auth: credential.value,
      fetch,
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(inOurWords(error.message, settings), { cause: error });
  }
}

/** The client names its option at the start of the message; people know where they set it. */
function inOurWords(message: string, { server, projectId, credential }: Layer): string {
  const [option = "", ...rest] = message.split(": ");
  const why = rest.join(": ");
  switch (option) {
    case "baseUrl":
    case "region":
      return `${server?.source}: ${why.replace("give baseUrl", "give --url").replace("use the option auth", "log in with a token")}`;
    case "projectId":
      return `${projectId?.source}: ${why}`;
    case "token":
      return `${credential?.source}: ${why}`;
    default:
      return `${credential?.source}: ${message}`;
  }
}
