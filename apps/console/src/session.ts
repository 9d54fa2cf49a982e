import type { AccessKeyCredentials } from "@hotspot-session/client";

/** What a person may do: everything, or reading alone; for a reader, in the service's own words. */
export type Role =
  | { readonly name: "admin" }
  | { readonly name: "reader"; readonly reason: string };

export type Credentials = { readonly token: string } | AccessKeyCredentials;

/** Who works in this tab. */
export interface Session {
  readonly projectId: string;
  readonly auth: Credentials;
  readonly role: Role;
}

/** Kept for the tab and forgotten with it: credentials go nowhere else but into requests. */
const key = "hotspot-session";

let current = read();

function read(): Session | undefined {
  const text = sessionStorage.getItem(key);
  // Written by `signIn` below, and by nothing else of this origin.
  return text === null ? undefined : (JSON.parse(text) as Session);
}

export const currentSession = (): Session | undefined => current;

/** What was shown for another session must be left: nothing follows the change by itself. */
export function signIn(session: Session): void {
  sessionStorage.setItem(key, JSON.stringify(session));
  current = session;
}

export function signOut(): void {
  sessionStorage.removeItem(key);
  current = undefined;
}
