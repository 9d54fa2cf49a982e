import { listWorkerUrl } from "./parts/users/list-worker-url.ts";

declare global {
  interface Window {
    /** The part of it that is used here; TypeScript does not know it. Some browsers have none. */
    readonly trustedTypes?: {
      createPolicy(
        name: "default",
        rules: {
          readonly createHTML: (html: string) => string | null;
          readonly createScriptURL: (url: string) => string | null;
        },
      ): unknown;
    };
  }
}

/**
 * The policy lets no text become HTML. React Aria empties its announcements by setting the empty text,
 * which is all that is let through. Nor may a text become the address of a script, but that of the one
 * worker.
 */
export function restrictSinks(): void {
  window.trustedTypes?.createPolicy("default", {
    createHTML: (html) => (html === "" ? "" : null),
    createScriptURL: (url) => (url === listWorkerUrl ? url : null),
  });
}
