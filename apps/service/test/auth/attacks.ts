import type { TestAccessKey } from "../service.ts";
import { add, set, signAs, valueOf, type WireRequest, without } from "./wire-request.ts";

/** What an attacker may hold: parts of valid credentials, and requests that were sent with them. */
export interface Loot {
  readonly project: string;
  readonly token: string;
  readonly permanent: TestAccessKey;
  readonly temporary: TestAccessKey;
  readonly otherTemporary: TestAccessKey;
  /** A creation, signed by the permanent key; valid as it is. */
  readonly signed: WireRequest;
  /** The same by the temporary key. */
  readonly signedTemporarily: WireRequest;
  /** The same with a token. */
  readonly withToken: WireRequest;
}

export type Attack = (loot: Loot) => WireRequest;

const bySecret =
  (change: (secret: string) => string): Attack =>
  ({ signed, permanent }) =>
    signAs(signed, { ...permanent, secretKey: change(permanent.secretKey) });
const byAccessKey =
  (change: (accessKey: string) => string): Attack =>
  ({ signed, permanent }) =>
    signAs(signed, { ...permanent, accessKey: change(permanent.accessKey) });
const plain = ({ signed }: Loot): WireRequest =>
  ["authorization", "x-sdk-date", "x-project-id"].reduce(without, signed);

/**
 * Tries that must be answered 401 and change nothing. The forms of a signature that are wrong in
 * themselves are tested where signatures are verified, in `packages/signature`.
 */
export const attacks: Readonly<Record<string, Attack>> = {
  "no credentials": plain,

  "stripped: Authorization": ({ signed }) => without(signed, "authorization"),
  "stripped: the body": ({ signed }) => ({ ...signed, body: "" }),
  "stripped: the security token": ({ signedTemporarily }) =>
    without(signedTemporarily, "x-security-token"),
  "stripped: the security token, and signed without it": ({ signedTemporarily, temporary }) =>
    signAs(without(signedTemporarily, "x-security-token"), temporary),
  "stripped: the value of the security token": ({ signedTemporarily, temporary }) =>
    signAs(set(signedTemporarily, "x-security-token", ""), temporary),

  "doubled: Authorization": ({ signed }) =>
    add(signed, "Authorization", valueOf(signed, "authorization")),
  "doubled: X-Project-Id, the second of another project": ({ signed }) =>
    add(signed, "X-Project-Id", "another-project"),
  "doubled: X-Security-Token": ({ signedTemporarily, temporary }) =>
    add(signedTemporarily, "X-Security-Token", temporary.securityToken ?? ""),
  "doubled: the token": ({ withToken, token }) => add(withToken, "X-Auth-Token", token),

  "mixed: a token and a signature, both right": ({ signed, token }) =>
    add(signed, "X-Auth-Token", token),
  "mixed: a signature and a wrong token": ({ signed }) => add(signed, "X-Auth-Token", "wrong"),
  "mixed: a token and a wrong signature": ({ withToken, signed, permanent }) =>
    add(
      withToken,
      "Authorization",
      valueOf(signAs(signed, { ...permanent, secretKey: "x" }), "authorization"),
    ),
  "mixed: a token and another algorithm": ({ withToken }) =>
    add(withToken, "Authorization", "V11-HMAC-SHA256 Access=X"),
  "mixed: one key's name and another's secret": ({ signed, permanent, temporary }) =>
    signAs(signed, { accessKey: permanent.accessKey, secretKey: temporary.secretKey }),
  "mixed: another key's security token": ({ signedTemporarily, temporary, otherTemporary }) =>
    signAs(
      set(signedTemporarily, "x-security-token", otherTemporary.securityToken ?? ""),
      temporary,
    ),
  "mixed: a permanent key and a security token": ({ signed, permanent, temporary }) =>
    signAs(set(signed, "x-security-token", temporary.securityToken ?? ""), permanent),
  "mixed: the secret key as a token": (loot) =>
    set(plain(loot), "x-auth-token", loot.permanent.secretKey),
  "mixed: the access key as a token": (loot) =>
    set(plain(loot), "x-auth-token", loot.permanent.accessKey),
  "mixed: the security token as a token": (loot) =>
    set(plain(loot), "x-auth-token", loot.temporary.securityToken ?? ""),
  "mixed: the token as an access key and its secret": ({ signed, token }) =>
    signAs(signed, { accessKey: token, secretKey: token }),
  "mixed: a token as Bearer": (loot) => set(plain(loot), "authorization", `Bearer ${loot.token}`),
  "mixed: a token as a cookie": (loot) => set(plain(loot), "cookie", `X-Auth-Token=${loot.token}`),
  "mixed: a token in the query": (loot) => {
    const request = plain(loot);
    return { ...request, path: `${request.path}?X-Auth-Token=${loot.token}` };
  },
  "mixed: a signature in the query": (loot) => {
    const request = without(loot.signed, "authorization");
    const value = encodeURIComponent(valueOf(loot.signed, "authorization"));
    return { ...request, path: `${request.path}?Authorization=${value}` };
  },

  "downgraded: UNSIGNED-PAYLOAD, signed as such": ({ signed, permanent }) =>
    signAs(set(signed, "x-sdk-content-sha256", "UNSIGNED-PAYLOAD"), {
      ...permanent,
      payloadHash: "UNSIGNED-PAYLOAD",
    }),
  "downgraded: Basic with access key and secret": (loot) => {
    const { accessKey, secretKey } = loot.permanent;
    const pair = Buffer.from(`${accessKey}:${secretKey}`).toString("base64");
    return set(plain(loot), "authorization", `Basic ${pair}`);
  },
  "downgraded: an empty secret": bySecret(() => ""),
  "downgraded: the access key as the secret": ({ signed, permanent }) =>
    signAs(signed, { ...permanent, secretKey: permanent.accessKey }),

  "replayed: with another body": ({ signed }) => ({
    ...signed,
    body: signed.body.replace("true", "false"),
  }),
  "replayed: with another method": ({ signed }) => ({ ...signed, method: "GET", body: "" }),
  "replayed: with a query": ({ signed }) => ({ ...signed, path: `${signed.path}?limit=1` }),
  "replayed: on another project": ({ signed, project }) => ({
    ...signed,
    path: signed.path.replace(project, "another-project"),
  }),
  "replayed: on another project that the header names": ({ signed, project }) =>
    set(
      { ...signed, path: signed.path.replace(project, "another-project") },
      "x-project-id",
      "another-project",
    ),
  "replayed: for the project of another header": ({ signed, permanent }) =>
    signAs(set(signed, "x-project-id", "another-project"), permanent),
  "replayed: with a path that is encoded twice": ({ signed, project }) => ({
    ...signed,
    path: signed.path.replace(
      project,
      `%25${project.charCodeAt(0).toString(16)}${project.slice(1)}`,
    ),
  }),

  "another case: the access key": byAccessKey((key) => key.toLowerCase()),
  "another case: the secret": bySecret((secret) => secret.toUpperCase()),
  "another case: the security token": ({ signedTemporarily, temporary }) =>
    signAs(
      set(signedTemporarily, "x-security-token", temporary.securityToken?.toUpperCase() ?? ""),
      temporary,
    ),
  "another case: the token": ({ withToken, token }) =>
    set(withToken, "x-auth-token", token.replace("hst_", "HST_")),

  "malformed: an access key for SQL": byAccessKey(() => "'OR'1'='1"),
  "malformed: a pattern as an access key": byAccessKey(() => "%"),
  "malformed: a property of all objects as an access key": byAccessKey(() => "__proto__"),
  "malformed: a very long access key": byAccessKey(() => "A".repeat(8000)),
  "malformed: the access key and more": byAccessKey((key) => `${key}x`),
};
