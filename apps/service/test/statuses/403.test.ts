import { describe, expect, it } from "vitest";

import { sign } from "../auth/sign.ts";
import { validCall } from "../calls.ts";
import { contentsOf, expectError } from "../refusals.ts";
import { sharedService } from "../service.ts";
import { operationsWith } from "./operations-with.ts";

const foreign = "project_id: these credentials belong to another project";

describe.each(operationsWith(403))("$id answers 403 and changes nothing", ({ id, isWrite }) => {
  it("to a token or an access key of another project, however alike their ids", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    for (const role of ["admin", "reader"] as const) {
      const token = await service.addToken("another-project", role);
      expectError(id, await service.send({ ...call, token }), 403, foreign);
    }
    const key = await service.addAccessKey({ projectId: "another-project" });
    expectError(id, await service.send(await sign(call, key)), 403, foreign);
    for (const project of [`${service.project}%20`, `%00${service.project}`, "X"]) {
      const url = call.url.replace(service.project, project);
      expectError(id, await service.send({ ...call, url }), 403, foreign);
    }
    expect(await contentsOf(service)).toEqual(before);
  });

  it.runIf(isWrite)("to a reader's token or access key", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    const token = await service.addToken(service.project, "reader");
    const message = "the role reader may not change anything";
    expectError(id, await service.send({ ...call, token }), 403, `X-Auth-Token: ${message}`);
    const key = await service.addAccessKey({ role: "reader" });
    expectError(id, await service.send(await sign(call, key)), 403, `Authorization: ${message}`);
    expect(await contentsOf(service)).toEqual(before);
  });
});
