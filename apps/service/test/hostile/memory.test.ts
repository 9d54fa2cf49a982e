import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Service, startService } from "../service.ts";
import { soaking } from "../soak.ts";
import { exchange, type Piece } from "./raw.ts";
import { chunk, close, head, json, type Requests, requestsTo, settings } from "./request-text.ts";

const rounds = soaking ? 1000 : 25;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

let service: Service;
let address: string;
let requests: Requests;
beforeAll(async () => {
  service = await startService();
  address = await service.app.listen({ host: "127.0.0.1", port: 0 });
  requests = requestsTo(service);
});
afterAll(async () => service[Symbol.asyncDispose]());

/** Requests that each leave about 10 kB or more behind if anything of them is kept. */
function hostile(round: number): readonly Piece[][] {
  const { creation, get, post, configs } = requests;
  const long = `${round}-${"x".repeat(10_000)}`;
  return [
    [creation(json, "Transfer-Encoding: chunked"), chunk(long), "zz\r\n"],
    [creation(json, "Content-Length: 999999999"), long],
    [post(settings.replace("}", `,"${long}":1}`), close)],
    [post(`[${"[".repeat(10_000)}`, close)],
    [head(`POST ${configs} HTTP/1.1`, `X-Auth-Token: ${long}`, close)],
    [get(undefined, `X-Request-Id: ${long}`, close)],
    [get(`${configs}/${long}/non-migration-users`, close)],
    [get(`/${long}`, close)],
    [`${get(`${configs}?limit=0&x=${long}`)}${long}\r\n\r\n`],
    [creation(json, "Content-Length: 20000"), long, creation(json)],
  ];
}

/** Bytes in use after garbage is collected. */
async function memoryInUse(): Promise<number> {
  // What a closed connection leaves is given up over some turns of the loop, and after it was collected.
  for (let turn = 0; turn < 6; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (turn % 3 === 2) collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function attack(times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await Promise.all(
      hostile(round).map((pieces) => exchange(address, pieces, { halfClose: true })),
    );
    service.logs.length = 0;
  }
}

describe("many hostile requests", () => {
  it("leave no memory behind", { timeout: 60_000 }, async () => {
    await attack(10);
    const before = await memoryInUse();
    await attack(rounds);
    // Kept, they would be more than nine times their number in kB.
    const kept = (await memoryInUse()) - before;
    expect(kept).toBeLessThan(rounds * hostile(0).length * 4 * 1024);
  });
});
