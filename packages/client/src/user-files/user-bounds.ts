import type { UserInfo } from "@hotspot-session/types";
import { userInfoBounds } from "@hotspot-session/types";

const { minProperties, properties } = userInfoBounds;

/** The fields of a user, as the contract names them. */
export const userFields = Object.keys(properties).filter(isUserField);

export type UserField = keyof typeof properties;

export function isUserField(name: string): name is UserField {
  return Object.hasOwn(properties, name);
}

/** What the contract has against this user, or undefined. */
export function problemOf(user: UserInfo): string | undefined {
  let given = 0;
  for (const field of userFields) {
    const text = user[field];
    if (text === undefined) continue;
    given += 1;
    const problem = problemOfText(text, properties[field]);
    if (problem !== undefined) return `${field}: ${problem}`;
  }
  if (given < minProperties) return `has neither ${userFields.join(" nor ")}: give one of them`;
  return undefined;
}

interface Bounds {
  readonly minLength: number;
  readonly maxLength: number;
}

function problemOfText(text: string, { minLength, maxLength }: Bounds): string | undefined {
  // Characters outside the basic plane are two code units each, and one character.
  const length = text.length <= maxLength ? text.length : [...text].length;
  if (length > maxLength) return `must have at most ${maxLength} characters, and has ${length}`;
  if (length < minLength) return "must not be empty";
  // No database and no encoder is certain to keep these; the contract refuses them.
  if (text.includes("\0")) return "must not contain the character NUL";
  if (/\p{Surrogate}/u.test(text)) return "must not contain half of a surrogate pair";
  return undefined;
}
