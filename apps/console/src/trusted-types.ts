declare global {
  interface Window {
    /** The part of it that is used here; TypeScript does not know it. Some browsers have none. */
    readonly trustedTypes?: {
      createPolicy(
        name: "default",
        rules: { readonly createHTML: (html: string) => string | null },
      ): unknown;
    };
  }
}

/**
 * The policy lets no text become HTML. React Aria empties its announcements by setting the empty text,
 * which is all that is let through.
 */
export function allowEmptyHtml(): void {
  window.trustedTypes?.createPolicy("default", { createHTML: (html) => (html === "" ? "" : null) });
}
