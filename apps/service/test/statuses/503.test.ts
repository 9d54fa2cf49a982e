import { expect, it } from "vitest";

import { validCall } from "../calls.ts";
import { contentsOf, expectError } from "../refusals.ts";
import { startService } from "../service.ts";
import { operationsWith } from "./operations-with.ts";

it("every operation answers 503 with Retry-After while the service is about to stop, and changes nothing", async () => {
  await using service = await startService();
  const calls = [];
  for (const { id } of operationsWith(503)) calls.push({ id, call: await validCall(id, service) });
  const before = await contentsOf(service);
  service.drain();
  for (const { id, call } of calls) {
    const answer = await service.send(call);
    const message = "service unavailable; try again after the seconds in Retry-After";
    expectError(id, answer, 503, message);
    expect(answer.headers["retry-after"]).toBe("1");
  }
  expect(await contentsOf(service)).toEqual(before);
});

it("every write answers 503 with Retry-After while another process locks the database, and changes nothing", async () => {
  await using service = await startService();
  const writes = operationsWith(503).filter(({ isWrite }) => isWrite);
  const calls = [];
  for (const { id } of writes) calls.push(await validCall(id, service));
  const before = await contentsOf(service);
  using other = service.otherConnection();
  other.exec("BEGIN IMMEDIATE");
  for (const answer of await Promise.all(calls.map((call) => service.send(call)))) {
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
  }
  other.exec("ROLLBACK");
  expect(await contentsOf(service)).toEqual(before);
  for (const call of calls) expect(await service.send(call)).toMatchObject({ status: 200 });
});
