/** Shorter texts would be found by chance. */
const shortest = { out: 16, err: 8 };

/** Tokens by their look: those of the service of this repository, and of Keystone. */
const tokens = /\b(?:hst_[\w-]{8,}|(?:MII|gAAAA)[\w+/=-]{60,})/g;

const hidden = "[redacted]";

/**
 * The secrets that this process knows. Everything that it writes goes through {@link Secrets.hide},
 * as the last step: so no message, answer or exchange shows one, in any form it may have there.
 */
export class Secrets {
  /** Every form of every secret, the longest first, with the length of the secret. */
  #forms: readonly { readonly text: string; readonly length: number }[] = [];

  add(...secrets: readonly (string | undefined)[]): void {
    const added = secrets
      .filter((secret = "") => secret.length >= shortest.err)
      .flatMap((secret = "") => formsOf(secret).map((text) => ({ text, length: secret.length })));
    this.#forms = [...this.#forms, ...added].toSorted((a, b) => b.text.length - a.text.length);
  }

  /** For messages: hides what is known, and what looks like a token or a password in a URL. */
  readonly hide = (text: string): string =>
    withoutPasswords(this.#hideKnown(text, shortest.err)).replaceAll(tokens, hidden);

  /** For data, which must stay as it is: hides what is known and too long to be there by chance. */
  readonly hideInData = (text: string): string => this.#hideKnown(text, shortest.out);

  #hideKnown(text: string, from: number): string {
    return this.#forms.reduce(
      (shown, form) => (form.length < from ? shown : shown.replaceAll(form.text, hidden)),
      text,
    );
  }
}

/** A URL, or a text with URLs, without the user names and passwords in them. */
export function withoutPasswords(text: string): string {
  return text.replaceAll(/:\/\/[^\s/?#@]*@/g, `://${hidden}@`);
}

/** The secret as it is, in JSON, in a URL, and as a part of something in base64. */
function formsOf(secret: string): readonly string[] {
  const base64 = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    // The characters at both ends are made of neighbouring bytes as well.
    const begin = Math.ceil((before * 8) / 6);
    return bytes.toString("base64url").slice(begin, Math.floor((bytes.length * 8) / 6));
  });
  const standard = base64.map((text) => text.replaceAll("-", "+").replaceAll("_", "/"));
  const json = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, json, encodeURIComponent(secret), ...base64, ...standard])];
}
