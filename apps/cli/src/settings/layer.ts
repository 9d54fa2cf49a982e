import type { ProfileCredential, ProfileServer } from "@hotspot-session/client/profiles";

import { UsageError } from "../usage-error.ts";

/** A value and where it comes from, in words. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: string;
}

/** One place that settings come from. What it does not say is left to the next. */
export interface Layer {
  readonly server?: Sourced<ProfileServer> | undefined;
  readonly projectId?: Sourced<string> | undefined;
  readonly credential?: Sourced<ProfileCredential> | undefined;
}

type Named = readonly [value: string | undefined, name: string];

/** @throws UsageError if both are given */
export function serverOf([url, urlName]: Named, [region, regionName]: Named): Layer["server"] {
  if (url !== undefined && region !== undefined) {
    throw new UsageError(`${urlName} and ${regionName} name two servers: give one of them`);
  }
  if (url !== undefined) return { value: { baseUrl: url }, source: urlName };
  return region === undefined ? undefined : { value: { region }, source: regionName };
}
