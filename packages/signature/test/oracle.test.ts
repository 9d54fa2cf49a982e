import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js";
import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { canonicalPath } from "../src/canonical-request.ts";
import {
  type Generated,
  isDotSegment,
  requests,
  runs,
  send,
  simple,
  text,
} from "./generated-requests.ts";

// The signer of the official SDK, compared with ours. Only that part of it is loaded: the whole
// needs a package that it does not declare, and writes into the home directory.

class Oracle extends AKSKSigner {
  /** The path that its signature covers, of a path that has nothing percent-encoded. */
  static pathOf(path: string) {
    return this.CanonicalURI(path) ?? "";
  }
}

/** The `Authorization` and the date that the official SDK would send. */
function signByOracle(request: Generated): { Authorization: string; "X-Sdk-Date": string } {
  const { accessKey, secretKey, securityToken, projectId, contentType } = request;
  const date = new Date(request.time).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const signed: object = AKSKSigner.sign(
    {
      method: request.method,
      endpoint: `${request.origin}/${request.segments.join("/")}`,
      // It sorts the values in place.
      queryParams: Object.fromEntries(request.query.map(([name, values]) => [name, [...values]])),
      data: request.body,
      headers: {
        "X-Sdk-Date": date,
        ...(contentType !== undefined && { "content-type": contentType }),
        ...(projectId !== undefined && { "X-Project-Id": projectId }),
        ...(securityToken !== undefined && { "X-Security-Token": securityToken }),
      },
    },
    new BasicCredentials({ ak: accessKey, sk: secretKey }),
  );
  return {
    Authorization: String(Reflect.get(signed, "Authorization")),
    "X-Sdk-Date": String(Reflect.get(signed, "X-Sdk-Date")),
  };
}

/** The same, as we sign it. */
async function sign(request: Generated) {
  const { headers } = await send(request);
  return { Authorization: headers["Authorization"], "X-Sdk-Date": headers["X-Sdk-Date"] };
}

describe("our signature and the official SDK's", () => {
  it("are the same, byte for byte, for generated requests", { timeout: 300_000 }, async () => {
    // Many at a time: Web Crypto works on them beside each other.
    const many = fc.array(requests, { minLength: 50, maxLength: 50, size: "max" });
    await fc.assert(
      fc.asyncProperty(many, async (some) => {
        expect(await Promise.all(some.map(sign))).toEqual(some.map(signByOracle));
      }),
      runs(10),
    );
  });

  it("cover the same path for any id", () => {
    fc.assert(
      fc.property(text, (id) => {
        fc.pre(!id.includes("/") && !isDotSegment(id));
        const sent = new URL(`http://127.0.0.1/v1/${encodeURIComponent(id)}/users`).pathname;
        expect(canonicalPath(sent)).toBe(Oracle.pathOf(`/v1/${id}/users`));
      }),
      runs(300),
    );
  });
});

// It signs a path other than the one it sends, and a verifier has only what was sent: it would refuse
// the signature.
describe("where the official SDK is wrong", () => {
  it.each(["a b", "a'b", "{a}", "a|b", "a^b", "a`b", "<a>", 'a"b'])(
    "the segment %j, which is sent encoded once, is encoded twice in what it signs",
    async (id) => {
      const segments = ["v1", id];
      const byOracle = signByOracle({ ...simple, segments });
      expect(await sign({ ...simple, segments })).not.toEqual(byOracle);
      // It signs as if the percent sign were itself a part of the id.
      const encoded = Oracle.pathOf(id);
      expect(await sign({ ...simple, segments: ["v1", encoded.slice(0, -1)] })).toEqual(byOracle);
      // Its own rule for paths agrees with ours: only it is handed one that Node has encoded.
      expect(canonicalPath(`/${encodeURIComponent(id)}`)).toBe(Oracle.pathOf(`/${id}`));
    },
  );
});

describe("where the official SDK differs", () => {
  it("the usual port is in the host that it signs and sends, and in neither of fetch's", async () => {
    const usual = { ...simple, origin: "https://example.com:443" };
    const byOracle = signByOracle({ ...simple, origin: "https://example.com" });
    expect(await sign(usual)).toEqual(byOracle);
    expect(signByOracle(usual)).not.toEqual(byOracle);
  });
});
