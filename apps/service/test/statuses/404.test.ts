import { describe, expect, it } from "vitest";

import { validCall } from "../calls.ts";
import { contentsOf, expectError } from "../refusals.ts";
import { sharedService } from "../service.ts";
import { operationsWith } from "./operations-with.ts";

describe.each(operationsWith(404))("$id answers 404", ({ id, namesConfig }) => {
  it("to a path that is not quite its own", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    for (const url of [
      `${call.url}/`,
      call.url.replace("hotspot", "HOTSPOT"),
      call.url.replace("/v1/", "/v2/"),
      call.url.replace(/^\/v1\/[^/]+/, "/v1/"),
    ]) {
      const answer = await service.send({ ...call, url, token: undefined });
      expectError(id, answer, 404, "path: no operation has this path");
    }
  });

  it.runIf(namesConfig)(
    "to a configuration that does not exist, or is of another project, and changes nothing",
    async () => {
      await using service = await sharedService();
      const call = await validCall(id, service);
      const before = await contentsOf(service);
      const token = await service.addToken("another-project", "admin");
      const foreign = { url: call.url.replace(service.project, "another-project"), token };
      const unknown = { url: call.url.replace(/(?<=-config\/)[^/]+/, "nowhere") };
      for (const change of [foreign, unknown]) {
        const answer = await service.send({ ...call, ...change });
        expectError(id, answer, 404, "config_id: no such configuration in this project");
      }
      expect(await contentsOf(service)).toEqual(before);
    },
  );
});
