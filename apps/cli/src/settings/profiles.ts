import {
  ProfileError,
  type Profiles,
  readProfiles as read,
  updateProfiles as update,
} from "@hotspot-session/client/profiles";

import type { Environment } from "../streams.ts";
import { UsageError } from "../usage-error.ts";

/** @throws UsageError that names the file of the profiles if it cannot be read */
export const readProfiles = (environment: Environment): Promise<Profiles> =>
  read(environment).catch(refuse);

/** @throws UsageError as well; and what `change` throws */
export const updateProfiles = (
  environment: Environment,
  change: (profiles: Profiles) => Profiles,
): Promise<void> => update(change, environment).catch(refuse);

function refuse(error: unknown): never {
  throw error instanceof ProfileError ? new UsageError(error.message, { cause: error }) : error;
}
