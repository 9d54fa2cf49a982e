import { useState } from "react";

import { words } from "../words.ts";

/** Copies a text, and says so until the pointer or the focus leaves. */
export function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const reset = () => setCopied(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <button type="button" className="quiet" onClick={copy} onBlur={reset} onPointerLeave={reset}>
      <span aria-live="polite">{copied ? words.copy.copied : words.copy.copy}</span>
    </button>
  );
}
