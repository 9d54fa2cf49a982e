import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A token as the Identity API v3 of OpenStack answers it, in what validations differ by. */
export interface KeystoneToken {
  readonly user: { readonly id: string; readonly name: string };
  readonly expires_at: string;
  readonly roles?: readonly { readonly id: string; readonly name: string }[];
  readonly project?: { readonly id: string; readonly name: string };
  readonly domain?: { readonly id: string; readonly name: string };
  readonly catalog?: readonly object[];
  readonly "OS-TRUST:trust"?: { readonly id: string };
}

/** How the double answers one validation, in place of a Keystone's answer. */
export type Trouble = (response: ServerResponse) => void;

export type Keystone = Awaited<ReturnType<typeof startKeystone>>;

/**
 * A double of Keystone's two token calls. It answers as the Identity API v3 documents it: 201 with
 * `X-Subject-Token` for a log-in, 200 for a valid subject token, 404 for one that is unknown, expired
 * or revoked, 401 where the caller's own token is not valid.
 */
export async function startKeystone() {
  const tokens = new Map<string, KeystoneToken>();
  const logins: unknown[] = [];
  const validations: string[] = [];
  const ownTokens = new Set<string>();
  let trouble: Trouble | undefined;
  let refusesLogins = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== "/v3/auth/tokens") return void response.writeHead(404).end();
    if (request.method === "POST") {
      logins.push(await json(request));
      if (refusesLogins) return void response.writeHead(401).end("{}");
      const own = `own-${logins.length}`;
      ownTokens.add(own);
      response.writeHead(201, { "x-subject-token": own, "content-type": "application/json" });
      return void response.end(JSON.stringify({ token: tokenOf({ roles: [] }) }));
    }
    const subject = String(request.headers["x-subject-token"]);
    validations.push(subject);
    if (trouble !== undefined) return trouble(response);
    if (!ownTokens.has(String(request.headers["x-auth-token"]))) {
      return void response.writeHead(401, { "content-type": "application/json" }).end("{}");
    }
    const token = tokens.get(subject);
    if (token === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "application/json" });
    return void response.end(JSON.stringify({ token }));
  }

  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** The bodies of the log-ins so far. */
    logins,
    /** The subject tokens of the validations so far. */
    validations,
    issue(name: string, token: Partial<KeystoneToken>): string {
      tokens.set(name, tokenOf(token));
      return name;
    },
    revoke: (name: string) => void tokens.delete(name),
    /** Invalidates the tokens that were given to the service itself. */
    forgetLogins: () => ownTokens.clear(),
    /** Whether log-ins are refused from now on, as for a wrong password. */
    refuseLogins: (refuses: boolean) => void (refusesLogins = refuses),
    /** From now on validations are answered like this; `undefined` for as a Keystone. */
    trouble: (how: Trouble | undefined) => void (trouble = how),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function tokenOf(token: Partial<KeystoneToken>): KeystoneToken {
  return {
    user: { id: "ee4dfb6e5540447cb3741905149d9b6e", name: "anna" },
    expires_at: new Date(Date.now() + 86_400_000).toISOString().replace("Z", "000Z"),
    ...token,
  };
}

/** What the catalog of a large cloud adds to an answer: so many services of three endpoints each. */
export const catalog = (services: number): readonly object[] =>
  Array.from({ length: services }, (_, index) => ({
    id: `service-${index}`,
    type: "compute",
    name: `nova-${index}`,
    endpoints: ["public", "internal", "admin"].map((kind) => ({
      id: `${kind}-${index}`,
      interface: kind,
      region: "RegionOne",
      region_id: "RegionOne",
      url: `https://${kind}-${index}.example.com:8774/v2.1/a4da8115c9d8464ead3a38309130523f`,
    })),
  }));
