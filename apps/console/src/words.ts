import type { CallErrorKind } from "@hotspot-session/client";

import type { Theme } from "./theme.ts";

const failures: Readonly<Record<CallErrorKind, string>> = {
  BadRequest: "The service refused the input",
  Authentication: "The credentials are not accepted",
  PermissionDenied: "The credentials do not allow this",
  NotFound: "There is no such configuration",
  MethodNotAllowed: "The service does not have this operation",
  InternalServer: "The service failed",
  ServiceUnavailable: "The service is busy",
  Connection: "The service cannot be reached",
  Timeout: "The service took too long",
  Aborted: "The call was cancelled",
  UnexpectedAnswer: "The answer is not the service's",
};

const themes: Readonly<Record<Theme, string>> = { system: "System", light: "Light", dark: "Dark" };

/** Everything that the console says itself. What a setting means, the contract says. */
export const words = {
  product: "Hotspot Session",
  signIn: {
    title: "Sign in to Hotspot Session",
    lead: "Your credentials stay in this tab, until you sign out or close it.",
    expired: "The service no longer accepts the credentials of this tab. Sign in again.",
    project: "Project ID",
    kind: "Credentials",
    token: "Token",
    accessKey: "Access key",
    secretKey: "Secret key",
    securityToken: "Security token",
    securityTokenHint: "For temporary access keys only.",
    submit: "Sign in",
    submitting: "Signing in…",
    helpCommand: "npx -y pnpm@12 start",
    help: "prints a project and a token. For more, see",
    helpLink: "Authentication",
  },
  project: {
    skip: "Skip to the content",
    navigation: "Console",
    configs: "Configurations",
    docs: "Documentation",
    signOut: "Sign out",
    theme: "Theme",
    themes,
    admin: "Admin",
    reader: "Reader",
    current: "Project",
    offline: "You are offline. The console shows what it last read.",
  },
  configs: {
    title: "Configurations",
    create: "New configuration",
    id: "Configuration",
    enable: "Migration",
    on: "On",
    off: "Off",
    exit: "Sessions to exit",
    users: "Exempt users",
    loading: "Loading configurations",
    none: "No configuration yet",
    noneHint:
      "A configuration sets whether sessions leave an overloaded server, how many, and whose stay.",
    past: "No configuration on this page",
    pastHint: "The list is shorter than this address says.",
    first: "First page",
    previous: "Previous",
    next: "Next",
    range: (from: number, to: number) => `${from}–${to}`,
    atLeast: (count: number) => `${count.toLocaleString("en")}+`,
  },
  form: {
    enable: "Migrate sessions away from a hotspot",
    exit: "Sessions to exit",
    range: (min: number, max: number) => `From ${min} to ${max}.`,
    required: (min: number, max: number) => `Enter a whole number from ${min} to ${max}.`,
    increase: "Increase",
    decrease: "Decrease",
    create: "Create configuration",
    creating: "Creating…",
    cancel: "Cancel",
    save: "Save changes",
    saving: "Saving…",
    discard: "Discard",
    saved: "Saved",
  },
  config: {
    title: "Configuration",
    settings: "Settings",
    users: "Exempt users",
    loading: "Loading the configuration",
    missing: "There is no such configuration",
    missingHint: "It may belong to another project, or the address is wrong.",
    back: "All configurations",
  },
  failure: {
    titles: failures,
    unknown: "Something went wrong",
    uncertain: "The answer was lost: the change may have been made all the same.",
    requestId: "Request ID",
    retry: "Try again",
  },
  copy: { copy: "Copy", copied: "Copied" },
  missing: {
    title: "Page not found",
    hint: "The console has no page at this address.",
    home: "Go to the start",
  },
  crash: {
    title: "The console failed",
    hint: "Reload the page to continue.",
    reload: "Reload",
  },
};

export type Words = typeof words;
