import { describe, expect, it } from "vitest";

import { servesReaders } from "../refusals.ts";
import { sharedService } from "../service.ts";

const ids = (answer: { body: { items: { id: string }[] } }) =>
  answer.body.items.map(({ id }) => id);

describe("ListHotspotSessionConfig 200", () => {
  servesReaders("ListHotspotSessionConfig");

  it("answers an empty list for a project without configurations", async () => {
    await using service = await sharedService();
    const answer = await service.send({ method: "GET", url: service.configs });
    expect(answer).toMatchObject({ status: 200, text: '{"items":[]}' });
  });

  it("pages in order of creation, ten at a time by default", async () => {
    await using service = await sharedService();
    const created: string[] = [];
    for (let index = 0; index < 12; index++) created.push(await service.create());
    const page = async (query: string) =>
      ids(await service.send({ method: "GET", url: service.configs + query }));
    expect(await page("")).toEqual(created.slice(0, 10));
    expect(await page("?offset=10")).toEqual(created.slice(10));
    expect(await page("?offset=3&limit=4")).toEqual(created.slice(3, 7));
    expect(await page("?limit=100")).toEqual(created);
    expect(await page("?offset=12")).toEqual([]);
    expect(await page("?offset=2147483647")).toEqual([]);
  });

  it("lists only the project's own", async () => {
    await using service = await sharedService();
    await service.create();
    const token = await service.addToken("another-project", "admin");
    const url = "/v1/another-project/hotspot-session-config";
    const answer = await service.send({ method: "GET", url, token });
    expect(answer.body).toEqual({ items: [] });
  });

  it("answers a GET that says Content-Type: application/json without a body, as official SDKs do", async () => {
    await using service = await sharedService();
    const headers = { "content-type": "application/json" };
    const answer = await service.send({ method: "GET", url: service.configs, headers });
    expect(answer.status).toBe(200);
  });

  it("ignores query parameters that the contract does not have", async () => {
    await using service = await sharedService();
    const answer = await service.send({ method: "GET", url: `${service.configs}?page=2&page=3` });
    expect(answer.status).toBe(200);
  });
});
