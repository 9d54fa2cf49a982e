import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

describe("ListHotspotSessionConfig 200", () => {
  it("pages in order of creation, ten at a time by default, through the project's own", async () => {
    await using service = await sharedService();
    const created: string[] = [];
    async function page(query: string): Promise<string[]> {
      const answer = await service.send({ method: "GET", url: service.configs + query });
      return answer.body.items.map(({ id }: { id: string }) => id);
    }
    expect(await page("")).toEqual([]);
    for (let index = 0; index < 12; index++) created.push(await service.create());
    expect(await page("")).toEqual(created.slice(0, 10));
    expect(await page("?offset=10")).toEqual(created.slice(10));
    expect(await page("?offset=3&limit=4")).toEqual(created.slice(3, 7));
    expect(await page("?limit=100&page=2&page=3"), "unknown parameters").toEqual(created);
    expect(await page("?offset=2147483647")).toEqual([]);
  });

  it("answers a GET that says Content-Type: application/json without a body, as official SDKs do", async () => {
    await using service = await sharedService();
    const headers = { "content-type": "application/json" };
    const answer = await service.send({ method: "GET", url: service.configs, headers });
    expect(answer.status).toBe(200);
  });
});
