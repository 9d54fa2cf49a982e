import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Read, Setting } from "../config.ts";
import type { Location } from "../store/location.ts";
import type { IamSettings } from "./keystone.ts";
import { type KeySource, parseSealingKeys } from "./sealing-keys.ts";

function words(text: string): readonly string[] {
  const found = text.split(",").map((word) => word.trim());
  if (found.includes("")) throw new Error("must be names with a comma between them");
  return found;
}

/** The settings of access keys, of an IAM and of what callers may do. */
export const credentialSettings = {
  HOTSPOT_KEY_FILE: {
    meaning: "file of the key that seals secrets; hotspot.key beside the database if unset",
    parse: (text: string) => text,
  },
  HOTSPOT_KEY: {
    meaning: "the key itself, in place of the file: 32 random bytes in base64",
    parse(text: string) {
      parseSealingKeys(text);
      return text;
    },
  },
  HOTSPOT_IAM_URL: {
    meaning: "address of a Keystone v3 whose tokens are accepted; off if unset",
    parse(text: string) {
      const url = URL.parse(text);
      // A URL with a password could not be fetched, and the error would repeat it.
      const isPlain =
        url !== null && `${url.username}${url.password}${url.search}${url.hash}` === "";
      if (!isPlain || !/^https?:$/.test(url.protocol)) {
        throw new Error("must be a URL such as https://iam.example.com");
      }
      return url.href.replace(/\/(?:v3\/?)?$/, "");
    },
  },
  HOTSPOT_IAM_AUTH: {
    meaning: "the service's own credentials there: the auth object of POST /v3/auth/tokens",
    parse: parseAuth,
  },
  HOTSPOT_IAM_AUTH_FILE: {
    meaning: "a file that holds them, in place of HOTSPOT_IAM_AUTH",
    parse: (file: string) => parseAuth(readText(file)),
  },
  HOTSPOT_IAM_ADMIN_ROLES: {
    meaning: "names of the roles there that may call every operation",
    fallback: "admin",
    parse: words,
  },
  HOTSPOT_IAM_READER_ROLES: {
    meaning: "names of the roles there that may only read",
    fallback: "reader",
    parse: words,
  },
  HOTSPOT_IAM_KEEP_SECONDS: {
    meaning: "how long a valid token is not validated again, 0 to 60 s",
    fallback: "60",
    parse(text: string) {
      if (!/^\d{1,2}$/.test(text) || Number(text) > 60) throw new Error("must be 0 to 60");
      return Number(text) * 1000;
    },
  },
  HOTSPOT_READS_PER_MINUTE: {
    meaning: "how many reads one caller may make a minute; any number if unset",
    parse: parseLimit,
  },
  HOTSPOT_WRITES_PER_MINUTE: {
    meaning: "how many writes one caller may make a minute; any number if unset",
    parse: parseLimit,
  },
} satisfies Record<string, Setting<unknown>>;

/** Where the sealing keys are. */
export function keySource(read: Read, location: Location | undefined): KeySource {
  const text = read("HOTSPOT_KEY");
  if (text !== undefined) return { text };
  const folder = location?.engine === "sqlite" ? dirname(location.file) : "data";
  return { file: read("HOTSPOT_KEY_FILE") ?? join(folder, "hotspot.key") };
}

/** @returns undefined where no IAM is used, or a setting is wrong: then `problems` says which */
export function iamSettings(read: Read, problems: string[]): IamSettings | undefined {
  const url = read("HOTSPOT_IAM_URL");
  const given = read("HOTSPOT_IAM_AUTH");
  const auth = given ?? read("HOTSPOT_IAM_AUTH_FILE");
  const adminRoles = read("HOTSPOT_IAM_ADMIN_ROLES");
  const readerRoles = read("HOTSPOT_IAM_READER_ROLES");
  const keepFor = read("HOTSPOT_IAM_KEEP_SECONDS");
  if (url === undefined) return undefined;
  if (auth === undefined && !problems.some((problem) => problem.startsWith("HOTSPOT_IAM_AUTH"))) {
    problems.push("HOTSPOT_IAM_AUTH: is needed with HOTSPOT_IAM_URL, or HOTSPOT_IAM_AUTH_FILE");
  }
  if (!auth || !adminRoles || !readerRoles || keepFor === undefined) return undefined;
  return { url, auth, adminRoles, readerRoles, keepFor };
}

function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error("must be a number from 1");
  return Number(text);
}

function parseAuth(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What a parser says of it would repeat some of it.
  }
  // The whole body of the request is what the documentation of Keystone shows.
  const auth = isObject(value) && isObject(value["auth"]) ? value["auth"] : value;
  if (!isObject(auth) || !isObject(auth["identity"])) {
    throw new Error('must be JSON such as {"identity":{"methods":["password"],"password":{…}}}');
  }
  return auth;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new Error(`cannot be read${code}`, { cause: error });
  }
}
