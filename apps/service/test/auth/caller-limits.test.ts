import { afterEach, describe, expect, it, vi } from "vitest";

import { expectError } from "../refusals.ts";
import { startService } from "../service.ts";
import { sign } from "./sign.ts";

afterEach(() => void vi.restoreAllMocks());

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };

describe("a limit of each caller", () => {
  it("answers 503 beyond it, says whose it is, and leaves other callers alone", async () => {
    await using service = await startService({ limits: { reads: 3, writes: undefined } });
    const read = { method: "GET", url: service.configs };
    for (let count = 0; count < 3; count++) expect((await service.send(read)).status).toBe(200);
    const answer = await service.send(read);
    const message = expect.stringMatching(
      /^X-Auth-Token: the token [0-9a-f]{12} may make 3 reads a minute; try again/,
    );
    expectError("ListHotspotSessionConfig", answer, 503, message);
    expect(answer.headers["retry-after"]).toMatch(/^(?:1\d|20)$/);
    const write = { method: "POST", url: service.configs, body: settings };
    expect((await service.send(write)).status).toBe(200);
    const key = await service.addAccessKey();
    expect((await service.send(await sign(read, key))).status).toBe(200);
    const token = await service.addToken(service.project, "reader");
    expect((await service.send({ ...read, token })).status).toBe(200);
  });

  it("does not count what was refused: one caller cannot use up another's", async () => {
    await using service = await startService({ limits: { reads: 1, writes: 1 } });
    const key = await service.addAccessKey();
    const read = { method: "GET", url: service.configs };
    for (let count = 0; count < 3; count++) {
      const forged = await sign(read, { ...key, secretKey: "x" });
      expect((await service.send(forged)).status).toBe(401);
    }
    expect((await service.send(await sign(read, key))).status).toBe(200);
    expect((await service.send(await sign(read, key))).status).toBe(503);
  });

  it("grows again with time", async () => {
    await using service = await startService({ limits: { reads: undefined, writes: 60 } });
    const clock = vi.spyOn(performance, "now");
    const write = { method: "POST", url: service.configs, body: settings };
    const statuses = async (count: number) => {
      const answers = [];
      for (let at = 0; at < count; at++) answers.push((await service.send(write)).status);
      return answers;
    };
    // Whole milliseconds: their differences are exact.
    const start = Math.ceil(performance.now());
    clock.mockReturnValue(start);
    expect((await statuses(61)).filter((status) => status === 503)).toHaveLength(1);
    clock.mockReturnValue(start + 2000);
    expect(await statuses(3)).toEqual([200, 200, 503]);
  });
});
