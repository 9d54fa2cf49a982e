import type { TestAccessKey } from "../service.ts";
import {
  add,
  edit,
  set,
  sha256,
  signAs,
  valueOf,
  type WireRequest,
  without,
} from "./wire-request.ts";

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

const authorization =
  (change: (value: string) => string): Attack =>
  ({ signed }) =>
    edit(signed, "authorization", change);

const bySecret =
  (change: (secret: string) => string): Attack =>
  ({ signed, permanent }) =>
    signAs(signed, { ...permanent, secretKey: change(permanent.secretKey) });
const byAccessKey =
  (change: (accessKey: string) => string): Attack =>
  ({ signed, permanent }) =>
    signAs(signed, { ...permanent, accessKey: change(permanent.accessKey) });
const withDate =
  (date: (now: Date) => string): Attack =>
  ({ signed, permanent }) =>
    signAs(set(signed, "x-sdk-date", date(new Date())), permanent);
const compact = (date: Date) => date.toISOString().replaceAll(/[-:]|\.\d+/g, "");
const after = (date: Date, seconds: number) => new Date(date.getTime() + seconds * 1000);
const plain = ({ signed }: Loot): WireRequest =>
  ["authorization", "x-sdk-date", "x-project-id"].reduce(without, signed);

/** Tries that must be answered 401 and change nothing. */
export const attacks: Readonly<Record<string, Attack>> = {
  "no credentials": plain,
  "stripped: Authorization": ({ signed }) => without(signed, "authorization"),
  "stripped: the value of Authorization": authorization(() => ""),
  "stripped: all but the algorithm": authorization(() => "SDK-HMAC-SHA256"),
  "stripped: Access": authorization((value) => value.replace(/Access=[^,]*, /, "")),
  "stripped: the access key": authorization((value) => value.replace(/Access=[^,]*/, "Access=")),
  "stripped: SignedHeaders": authorization((value) => value.replace(/SignedHeaders=[^,]*, /, "")),
  "stripped: the names of SignedHeaders": authorization((value) =>
    value.replace(/SignedHeaders=[^,]*/, "SignedHeaders="),
  ),
  "stripped: Signature": authorization((value) => value.replace(/, Signature=.*/, "")),
  "stripped: the signature": authorization((value) => value.replace(/Signature=.*/, "Signature=")),
  "stripped: a digit of the signature": authorization((value) => value.slice(0, -1)),
  "stripped: X-Sdk-Date": ({ signed }) => without(signed, "x-sdk-date"),
  "stripped: X-Project-Id": ({ signed }) => without(signed, "x-project-id"),
  "stripped: Content-Type, which is signed": ({ signed }) => without(signed, "content-type"),
  "stripped: the body": ({ signed }) => ({ ...signed, body: "" }),
  "stripped: the security token": ({ signedTemporarily }) =>
    without(signedTemporarily, "x-security-token"),
  "stripped: the security token, and signed without it": ({ signedTemporarily, temporary }) =>
    signAs(without(signedTemporarily, "x-security-token"), temporary),
  "stripped: the value of the security token": ({ signedTemporarily, temporary }) =>
    signAs(set(signedTemporarily, "x-security-token", ""), temporary),

  "doubled: Authorization": ({ signed }) =>
    add(signed, "Authorization", valueOf(signed, "authorization")),
  "doubled: a wrong Authorization before the right one": ({ signed, permanent }) => ({
    ...signed,
    headers: [
      ["Authorization", valueOf(signAs(signed, { ...permanent, secretKey: "x" }), "authorization")],
      ...signed.headers,
    ],
  }),
  "doubled: X-Sdk-Date": ({ signed }) => add(signed, "X-Sdk-Date", valueOf(signed, "x-sdk-date")),
  "doubled: X-Project-Id": ({ signed, project }) => add(signed, "X-Project-Id", project),
  "doubled: X-Project-Id, the second of another project": ({ signed }) =>
    add(signed, "X-Project-Id", "another-project"),
  "doubled: X-Security-Token": ({ signedTemporarily, temporary }) =>
    add(signedTemporarily, "X-Security-Token", temporary.securityToken ?? ""),
  "doubled: Content-Type": ({ signed }) => add(signed, "Content-Type", "application/json"),
  "doubled: Access": authorization((value) => value.replace(" Access=", " Access=X, Access=")),
  "doubled: Signature": authorization((value) => `${value}, ${value.slice(-74)}`),
  "doubled: a name of SignedHeaders": authorization((value) =>
    value.replace("=content-type;", "=content-type;content-type;"),
  ),
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

  "downgraded: UNSIGNED-PAYLOAD": ({ signed }) =>
    set(signed, "x-sdk-content-sha256", "UNSIGNED-PAYLOAD"),
  "downgraded: UNSIGNED-PAYLOAD, signed as such": ({ signed, permanent }) =>
    signAs(set(signed, "x-sdk-content-sha256", "UNSIGNED-PAYLOAD"), {
      ...permanent,
      payloadHash: "UNSIGNED-PAYLOAD",
    }),
  "downgraded: a hash of another body": ({ signed, permanent }) =>
    signAs(set(signed, "x-sdk-content-sha256", sha256("other")), {
      ...permanent,
      payloadHash: sha256("other"),
    }),
  "downgraded: the hash of an empty body": ({ signed, permanent }) =>
    signAs(signed, { ...permanent, payloadHash: sha256("") }),
  ...Object.fromEntries(
    [
      "SDK-HMAC-SM3",
      "V11-HMAC-SHA256",
      "SDK-ECDSA-P256-SHA256",
      "SDK-SM2-SM3",
      "AWS4-HMAC-SHA256",
      "sdk-hmac-sha256",
      "none",
    ].map((algorithm): [string, Attack] => [
      `downgraded: ${algorithm}`,
      ({ signed, permanent }) => signAs(signed, { ...permanent, algorithm }),
    ]),
  ),
  "downgraded: Basic with access key and secret": (loot) => {
    const { accessKey, secretKey } = loot.permanent;
    const pair = Buffer.from(`${accessKey}:${secretKey}`).toString("base64");
    return set(plain(loot), "authorization", `Basic ${pair}`);
  },
  "downgraded: an empty secret": bySecret(() => ""),
  "downgraded: the access key as the secret": ({ signed, permanent }) =>
    signAs(signed, { ...permanent, secretKey: permanent.accessKey }),
  "downgraded: a signature of SHA-1's length": authorization((value) => value.slice(0, -24)),
  "downgraded: a signature of zeros": authorization((value) =>
    value.replace(/Signature=.*/, `Signature=${"0".repeat(64)}`),
  ),
  "downgraded: the date not signed": ({ signed, permanent }) =>
    signAs(signed, { ...permanent, names: ["host", "x-project-id"] }),
  "downgraded: the project not signed": ({ signed, permanent }) =>
    signAs(signed, { ...permanent, names: ["host", "x-sdk-date"] }),
  "downgraded: the security token not signed": ({ signedTemporarily, temporary }) =>
    signAs(signedTemporarily, { ...temporary, names: ["host", "x-project-id", "x-sdk-date"] }),
  "downgraded: names in another order": ({ signed, permanent }) =>
    signAs(signed, { ...permanent, names: ["x-sdk-date", "x-project-id"] }),
  "downgraded: a header that was not sent": ({ signed, permanent }) =>
    signAs(signed, { ...permanent, names: ["x-nothing", "x-project-id", "x-sdk-date"] }),

  "replayed: with another body": ({ signed }) => ({
    ...signed,
    body: signed.body.replace("true", "false"),
  }),
  "replayed: with another method": ({ signed }) => ({ ...signed, method: "GET", body: "" }),
  "replayed: with a query": ({ signed }) => ({ ...signed, path: `${signed.path}?limit=1` }),
  "replayed: on another path": ({ signed }) => ({
    ...signed,
    method: "PATCH",
    path: `${signed.path}/0123`,
  }),
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
  "replayed: on another host": ({ signed }) => set(signed, "host", "elsewhere.test"),
  "replayed: with a later date": ({ signed }) =>
    edit(signed, "x-sdk-date", () => compact(after(new Date(), 5))),
  "replayed: 15 minutes and a second later": withDate((now) => compact(after(now, -901))),
  "replayed: before its time": withDate((now) => compact(after(now, 902))),

  "another case: the access key": byAccessKey((key) => key.toLowerCase()),
  "another case: the secret": bySecret((secret) => secret.toUpperCase()),
  "another case: the security token": ({ signedTemporarily, temporary }) =>
    signAs(
      set(signedTemporarily, "x-security-token", temporary.securityToken?.toUpperCase() ?? ""),
      temporary,
    ),
  "another case: the signature": authorization((value) =>
    value.replace(/Signature=.*/, (part) => `Signature=${part.slice(10).toUpperCase()}`),
  ),
  "another case: the signed headers": authorization((value) =>
    value.replace("x-sdk-date", "X-Sdk-Date"),
  ),
  "another case: the token": ({ withToken, token }) =>
    set(withToken, "x-auth-token", token.replace("hst_", "HST_")),

  "malformed: a date with separators": withDate((now) => now.toISOString()),
  "malformed: a date with a small z": withDate((now) => compact(now).replace("Z", "z")),
  "malformed: a day that does not exist": withDate(() => "20260230T000000Z"),
  "malformed: no date": withDate(() => "0"),
  "malformed: an access key for SQL": byAccessKey(() => "'OR'1'='1"),
  "malformed: a pattern as an access key": byAccessKey(() => "%"),
  "malformed: a property of all objects as an access key": byAccessKey(() => "__proto__"),
  "malformed: a very long access key": byAccessKey(() => "A".repeat(8000)),
  "malformed: blanks within Authorization": authorization((value) => value.replace(", ", ",  ")),
  "malformed: the access key and more": byAccessKey((key) => `${key}x`),
};
