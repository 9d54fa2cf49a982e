import { inspect } from "node:util";

import { describe, expect, it } from "vitest";

import { isHotspotError, safe } from "../src/index.ts";
import { clientOf, configId, failureOf, token } from "./calls.ts";
import { startAnswering } from "./server.ts";

describe("withResponse", () => {
  it("adds the request id and the headers of a success", async () => {
    await using server = await startAnswering(200, '{"items":[]}', { "x-trace": "t-1" });
    const call = clientOf(server.url).configs.list();
    const { data, requestId, response } = await call.withResponse();
    expect(data).toEqual({ items: [] });
    expect(requestId).toBe("request-1");
    expect([response.status, response.headers.get("x-trace")]).toEqual([200, "t-1"]);
    expect(await call).toBe(data);
  });

  it("fails as the call does, and leaves no rejection unhandled", async () => {
    await using server = await startAnswering(
      404,
      '{"error_code":"WKS.00000404","error_msg":"gone"}',
    );
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => void unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const error = await failureOf(clientOf(server.url).configs.list().withResponse());
    await new Promise(setImmediate);
    process.off("unhandledRejection", listener);
    expect(error.kind).toBe("NotFound");
    expect(unhandled).toEqual([]);
  });
});

describe("the headers of a failure", () => {
  it("are in the error, without secrets", async () => {
    const headers = { "x-quota": "0", "set-cookie": "session=s3cret-1", "x-echo": token };
    await using server = await startAnswering(403, "no", headers);
    const { headers: seen } = await failureOf(clientOf(server.url).configs.list());
    expect(["x-quota", "set-cookie", "x-echo"].map((name) => seen?.get(name))).toEqual([
      "0",
      "[redacted]",
      "[redacted]",
    ]);
  });

  it("are in the error of a change of users too", async () => {
    await using server = await startAnswering(503, "", { "x-quota": "0" });
    const users = [{ user_id: "u" }];
    const error = await failureOf(clientOf(server.url).nonMigrationUsers.add(configId, users));
    expect(error.headers?.get("x-quota")).toBe("0");
  });
});

describe("safe", () => {
  it("answers data or an error of the family, and throws what is wrong in the program", async () => {
    await using server = await startAnswering(200, '{"items":[]}');
    const { configs, nonMigrationUsers } = clientOf(server.url);
    expect(await safe(configs.list())).toEqual({ data: { items: [] } });
    const aborted = await safe(configs.list({}, { signal: AbortSignal.abort() }));
    expect(aborted.error?.kind).toBe("Aborted");
    expect(isHotspotError(aborted.error)).toBe(true);
    await expect(safe(nonMigrationUsers.list(".."))).rejects.toBeInstanceOf(TypeError);
  });
});

describe("a 200", () => {
  const list = async (body: string) => {
    await using server = await startAnswering(200, body);
    return await clientOf(server.url).nonMigrationUsers.list(configId);
  };

  it.each([
    '{"non_migrate_users":[]}',
    '{"total_count":1}',
    '{"total_count":"1","non_migrate_users":[]}',
    '{"total_count":0,"non_migrate_users":[],"next":null}',
  ])("with other properties than the contract has, %s, is answered as it is", async (body) => {
    expect(await list(body)).toEqual(JSON.parse(body));
  });

  it("without the id of a configuration that was created is answered as it is", async () => {
    const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
    await using server = await startAnswering(200, JSON.stringify(settings));
    expect(await clientOf(server.url).configs.create(settings)).toEqual(settings);
  });

  it.each(["{}", '{"items":[]}', '{"non_migrate_users":{}}', '{"error_code":"E"}'])(
    "that is not of the operation, %s, is an UnexpectedAnswerError",
    async (body) => {
      expect(await failureOf(list(body))).toMatchObject({
        kind: "UnexpectedAnswer",
        status: 200,
        error_msg:
          "the answer is JSON, but not of this operation, which has total_count, non_migrate_users",
      });
    },
  );
});

describe("an error answer", () => {
  it("is repeated without the token, if the service has it in its message", async () => {
    const body = { error_code: "WKS.00000401", error_msg: `no such token: ${token}` };
    await using server = await startAnswering(401, JSON.stringify(body));
    const error = await failureOf(clientOf(server.url).configs.list());
    expect(error.error_msg).toBe("no such token: [redacted]");
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(token);
  });

  it("changes nothing of the error but its code and message", async () => {
    const body = {
      error_code: "WKS.00000400",
      error_msg: "no",
      name: "Evil",
      kind: "Evil",
      cause: 7,
    };
    await using server = await startAnswering(400, JSON.stringify(body));
    const error = await failureOf(clientOf(server.url).configs.list());
    expect(error).toMatchObject({ name: "BadRequestError", kind: "BadRequest" });
    expect(error.cause).toBeUndefined();
  });
});
