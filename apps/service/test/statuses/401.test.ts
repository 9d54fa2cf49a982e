import { afterEach, describe, expect, it, vi } from "vitest";

import { newAccessKey } from "../../src/auth/access-key.ts";
import { hashToken, newToken } from "../../src/auth/token.ts";
import { sign } from "../auth/sign.ts";
import { validCall } from "../calls.ts";
import { contentsOf, expectError } from "../refusals.ts";
import { sharedService } from "../service.ts";
import { operationsWith } from "./operations-with.ts";

const unknown = "X-Auth-Token: is unknown, revoked or expired";

afterEach(() => void vi.restoreAllMocks());

describe.each(operationsWith(401))("$id answers 401 and changes nothing", ({ id }) => {
  it("without credentials, and to those that nobody has", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    for (const token of [undefined, ""]) {
      const answer = await service.send({ ...call, token });
      expectError(id, answer, 401, "X-Auth-Token: is required");
    }
    expectError(id, await service.send({ ...call, token: newToken() }), 401, unknown);
    const signed = await service.send(await sign(call, newAccessKey(false)));
    const message = expect.stringMatching(/^Authorization: the access key is unknown/);
    expectError(id, signed, 401, message);
    expect(await contentsOf(service)).toEqual(before);
  });

  it("to a token from the moment that it expires or is revoked, and not before", async () => {
    await using service = await sharedService();
    const expiry = Date.now() + 60_000;
    const token = await service.addToken(service.project, "admin", expiry);
    const call = await validCall(id, service);
    const again = await validCall(id, service);
    const clock = vi.spyOn(Date, "now");
    clock.mockReturnValue(expiry - 1);
    expect(await service.send({ ...call, token })).toMatchObject({ status: 200 });
    const before = await contentsOf(service);
    clock.mockReturnValue(expiry);
    expectError(id, await service.send({ ...again, token }), 401, unknown);
    clock.mockRestore();
    await service.revokeToken(token);
    expectError(id, await service.send({ ...again, token }), 401, unknown);
    expect(await contentsOf(service)).toEqual(before);
  });
});

/** What resembles a valid token. */
const wrongTokens = (token: string): readonly string[] => [
  "x".repeat(43),
  token.replace("hst_", "HST_"),
  token.slice(0, -1),
  `${token}A`,
  // What Node makes of a header that is sent twice.
  `${token}, ${token}`,
  `Bearer ${token}`,
  Buffer.from(hashToken(token)).toString("hex"),
  "hst_".padEnd(10_240, "x"),
  "hst_größe",
  "__proto__",
];

it("what is no token is answered 401, and not repeated", async () => {
  await using service = await sharedService();
  for (const token of wrongTokens(service.token)) {
    const answer = await service.send({ method: "GET", url: service.configs, token });
    expect({ token, text: answer.text }).toEqual({
      token,
      text: expect.not.stringContaining(token),
    });
    expectError("ListHotspotSessionConfig", answer, 401, unknown);
  }
});
