import { expect, it, vi } from "vitest";

import { newAccessKey } from "../src/auth/access-key.ts";
import { hashToken } from "../src/auth/token.ts";
import type { OperationId } from "../src/contract/operations.ts";
import { sign } from "./auth/sign.ts";
import { validCall } from "./calls.ts";
import { contentsOf, expectError } from "./refusals.ts";
import { sharedService } from "./service.ts";

// The callers that every operation refuses.

/** What resembles a valid token. */
const wrongTokens = (token: string): readonly string[] => [
  `hst_${"x".repeat(43)}`,
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

export function refusesWithoutCredentials(id: OperationId): void {
  it("answers 401 without credentials", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    for (const token of [undefined, ""]) {
      const answer = await service.send({ ...call, token });
      expectError(id, answer, 401, "X-Auth-Token: is required");
    }
    expect(await contentsOf(service)).toEqual(before);
  });

  it("answers 401 to what is no token, or an unknown one, and does not repeat it", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    for (const token of wrongTokens(service.token)) {
      const answer = await service.send({ ...call, token });
      expect({ token, text: answer.text }).toEqual({
        token,
        text: expect.not.stringContaining(token),
      });
      expectError(id, answer, 401, "X-Auth-Token: is unknown, revoked or expired");
    }
  });

  it("answers 401 to a token from the moment that it is revoked", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const token = await service.addToken(service.project, "admin");
    expect(await service.send({ ...call, token })).toMatchObject({ status: 200 });
    const again = await validCall(id, service);
    const before = await contentsOf(service);
    await service.revokeToken(token);
    const answer = await service.send({ ...again, token });
    expectError(id, answer, 401, "X-Auth-Token: is unknown, revoked or expired");
    expect(await contentsOf(service)).toEqual(before);
  });

  it("answers 401 to a token from the moment that it expires, and not before", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const expiry = Date.now() + 60_000;
    const token = await service.addToken(service.project, "admin", expiry);
    const clock = vi.spyOn(Date, "now");
    try {
      clock.mockReturnValue(expiry - 1);
      expect(await service.send({ ...call, token })).toMatchObject({ status: 200 });
      clock.mockReturnValue(expiry);
      const answer = await service.send({ ...call, token });
      expectError(id, answer, 401, "X-Auth-Token: is unknown, revoked or expired");
    } finally {
      clock.mockRestore();
    }
  });

  it("answers 401 to a signature of an access key that does not exist", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    const answer = await service.send(await sign(call, newAccessKey(false)));
    expectError(
      id,
      answer,
      401,
      expect.stringMatching(/^Authorization: the access key is unknown/),
    );
    expect(await contentsOf(service)).toEqual(before);
  });
}

export function refusesOtherProjects(id: OperationId): void {
  it("answers 403 to a token of another project, and changes nothing", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    for (const role of ["admin", "reader"] as const) {
      const token = await service.addToken("another-project", role);
      const answer = await service.send({ ...call, token });
      expectError(id, answer, 403, "project_id: these credentials belong to another project");
    }
    expect(await contentsOf(service)).toEqual(before);
  });

  it("answers 403 to a token of a project whose id differs in case or by an encoding", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    for (const project of [`${service.project}%20`, `%00${service.project}`, "X"]) {
      const url = call.url.replace(service.project, project);
      const answer = await service.send({ ...call, url });
      expectError(id, answer, 403, "project_id: these credentials belong to another project");
    }
  });
}

export function refusesReaders(id: OperationId): void {
  it("answers 403 to a reader's token, and changes nothing", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    const token = await service.addToken(service.project, "reader");
    const answer = await service.send({ ...call, token });
    expectError(id, answer, 403, "X-Auth-Token: the role reader may not change anything");
    expect(await contentsOf(service)).toEqual(before);
  });
}
