import { describe, expect, it } from "vitest";

import { operations } from "../../src/contract/operations.ts";
import { validCall } from "../calls.ts";
import { expectError } from "../refusals.ts";
import { sharedService, startService } from "../service.ts";
import { sign } from "./sign.ts";

describe.each(operations)("$id", ({ id }) => {
  it.each([false, true])(
    "answers a signed request; by a temporary key: %s",
    async (isTemporary) => {
      await using service = await sharedService();
      const key = await service.addAccessKey({ isTemporary });
      const { project: projectId } = service;
      for (const options of [{}, { projectId }]) {
        const call = await validCall(id, service);
        expect(await service.send(await sign(call, key, options))).toMatchObject({ status: 200 });
      }
    },
  );
});

describe("a signed request", () => {
  const list = (url: string) => ({ method: "GET", url });

  it("is answered 401 before its input is looked at, and 400 after", async () => {
    await using service = await sharedService();
    const key = await service.addAccessKey();
    const wrong = { method: "POST", url: service.configs, body: { unknown: 1 } };
    const id = "CreateHotspotSessionConfig";
    const forged = await sign(wrong, { ...key, secretKey: "another" });
    const message = expect.stringMatching(/^Authorization: the access key is unknown/);
    expectError(id, await service.send(forged), 401, message);
    const answer = await service.send(await sign(wrong, key));
    expectError(id, answer, 400, expect.any(String));
  });

  it("says how far its date is from the clock, on either side", async () => {
    await using service = await sharedService();
    const key = await service.addAccessKey();
    for (const [skew, status] of [
      [-890, 200],
      [890, 200],
      [-910, 401],
      [910, 401],
    ] as const) {
      const now = new Date(Date.now() + skew * 1000);
      const answer = await service.send(await sign(list(service.configs), key, { now }));
      expect(answer.status).toBe(status);
      if (status === 200) continue;
      const side = skew < 0 ? "behind" : "ahead of";
      expect(answer.body.error_msg).toMatch(
        new RegExp(`^x-sdk-date: is 9[01]\\d s ${side} the clock of the service; at most 900 s`),
      );
    }
  });

  it("gets the same words for an unknown key and for a wrong signature", async () => {
    await using service = await sharedService();
    const key = await service.addAccessKey();
    const texts = [];
    for (const forged of [
      { ...key, secretKey: "x" },
      { ...key, accessKey: "HSAK0000000000000000" },
    ]) {
      const { text, status } = await service.send(await sign(list(service.configs), forged));
      texts.push({ text, status });
    }
    expect(texts[0]).toEqual(texts[1]);
  });

  it("is answered 503 where the key that sealed its secret is lost, which the log explains", async () => {
    await using service = await startService();
    const key = await service.addAccessKey();
    using other = service.otherConnection();
    const sealed = other.prepare("UPDATE access_keys SET sealed_secret = ?");
    const { sealed_secret } = other.prepare("SELECT sealed_secret FROM access_keys").get() ?? {};
    const lost = Uint8Array.from(sealed_secret as Uint8Array).fill(7, 1, 9);
    sealed.run(lost);
    const answer = await service.send(await sign(list(service.configs), key));
    expectError("ListHotspotSessionConfig", answer, 503, expect.any(String));
    expect(service.logs.join("")).toContain(
      `the secret of the access key ${key.id} was sealed with`,
    );
  });

  it("beside Basic credentials, which are for a proxy, a token is still a token", async () => {
    await using service = await sharedService();
    const headers = { authorization: "Basic dXNlcjpwYXNz" };
    const answer = await service.send({ ...list(service.configs), headers });
    expect(answer.status).toBe(200);
  });
});
