import { once } from "node:events";
import { connect } from "node:net";

import { beforeAll, describe, expect, it } from "vitest";

import { exchange, expectContractAnswer } from "./raw.ts";
import { chunk, close, json, type Requests, settings } from "./request-text.ts";
import { target } from "./strangers.ts";

/** How long a request may take to arrive here, in milliseconds. */
const requestTimeout = 300;

const service = target({ requestTimeout, discardTimeout: 500 });
let address: string;
let port: number;
let requests: Requests;
beforeAll(() => {
  address = service.address();
  port = Number(new URL(address).port);
  requests = service.requests();
});

const statuses = ({ answers }: Awaited<ReturnType<typeof exchange>>) =>
  answers.map(({ status }) => status);

async function countConfigs(): Promise<number> {
  const { answers } = await exchange(address, [
    requests.get(`${requests.configs}?limit=100`, close),
  ]);
  return answers[0]?.body.items.length;
}

describe("requests that are sent without waiting", () => {
  it("are answered in their order", async () => {
    const { get, configs } = requests;
    const limits = Array.from({ length: 40 }, (_, index) => 80 + index);
    const paths = limits.map((limit) => `${configs}?limit=${limit}`);
    const all = [...paths.map((path) => get(path)), get("/nowhere", close)].join("");
    const expected = limits.map((limit) => (limit <= 100 ? 200 : 400));
    expect(statuses(await exchange(address, [all]))).toEqual([...expected, 404]);
  });

  it("are answered, and only then what follows them and is no request", async () => {
    const before = await countConfigs();
    const result = await exchange(address, [`${requests.post(settings).repeat(2)}GARBAGE\r\n\r\n`]);
    expect(statuses(result)).toEqual([200, 200, 400]);
    expectContractAnswer(result.answers[2], 400);
    expect(result.isClosed).toBe(true);
    expect(await countConfigs()).toBe(before + 2);
  });
});

describe("a request that was answered before its body arrived", () => {
  const anonymous = (to: Requests, ...headers: readonly string[]) =>
    to.creation(json, ...headers).replace(/X-Auth-Token: .*\r\n/, "");

  it("gets no second answer where that body is broken: nothing would tell whose it is", async () => {
    const start = anonymous(requests, "Transfer-Encoding: chunked");
    const result = await exchange(address, [start, 50, chunk("{"), 50, "zz\r\n", "zz\r\n"]);
    expect(statuses(result)).toEqual([401]);
    expect(result.isClosed).toBe(true);
  });

  it("ends its connection where that body is in chunks: the service parses none of them", async () => {
    const start = anonymous(requests, "Transfer-Encoding: chunked");
    const result = await exchange(address, [start + chunk("x").repeat(1000)]);
    expect(statuses(result)).toEqual([401]);
    expect(result.answers[0]?.headers["connection"]).toBe("close");
    expect(result.isClosed).toBe(true);
  });

  it("is cut off where that body takes too long", async () => {
    const start = anonymous(requests, "Content-Length: 1000");
    const result = await exchange(address, [start, "{"]);
    expect(statuses(result)).toEqual([401]);
    expect(result.isClosed).toBe(true);
  });

  it("ends its connection where that body has not arrived, which is not waited for", async () => {
    const start = anonymous(requests, "Content-Length: 1000");
    const result = await exchange(address, [start, 50, "x".repeat(1000), requests.get()]);
    expect(statuses(result)).toEqual([401]);
    expect(result.answers[0]?.headers["connection"]).toBe("close");
    expect(result.isClosed).toBe(true);
  });

  it.each([
    ["without credentials", 401, (head: string) => head],
    ["to an unknown path", 404, (head: string) => head.replace("/v1/", "/v2/")],
    ["of a wrong method", 405, (head: string) => head.replace("POST", "PUT")],
  ])(
    "%s, is followed by the next one where that body came with the head",
    async (_, status, to) => {
      const first = to(anonymous(requests, "Content-Length: 1000")) + "x".repeat(1000);
      const result = await exchange(address, [first + requests.get(undefined, close)]);
      expect(statuses(result)).toEqual([status, 200]);
    },
  );
});

describe("a sender that is too slow", () => {
  const slowly = (text: string) => [...text].slice(0, 60).flatMap((byte) => [byte, 20]);

  it.each([
    ["of a head, a byte now and then", () => slowly(requests.get())],
    ["of a second request", () => [`${requests.get()}GET /`]],
    [
      "of a body, a byte now and then",
      () => [requests.creation(json, "Content-Length: 70"), ...slowly(settings)],
    ],
  ])("%s, is answered with 400 and cut off", async (_, make) => {
    const result = await exchange(address, make());
    expectContractAnswer(result.answers.at(-1), 400);
    expect(result.isClosed).toBe(true);
  });

  it("does not hold up the others", async () => {
    const slow = Array.from({ length: 50 }, () => connect(port, "127.0.0.1"));
    const ended = slow.map((socket) => {
      socket.on("error", () => undefined);
      socket.write(`${requests.creation(json, "Content-Length: 70")}{`);
      return new Promise<void>((resolve) => socket.once("close", () => resolve()));
    });
    const { answers } = await exchange(address, [requests.get(undefined, close)]);
    expect(answers.map(({ status }) => status)).toEqual([200]);
    for (const socket of slow) socket.resume();
    await Promise.all(ended);
  });
});

describe("a connection that says nothing, or nothing more", () => {
  it("is cut off where it was refused and is left half open", { timeout: 20_000 }, async () => {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.write("GARBAGE\r\n\r\n");
    await once(socket.resume(), "end");
    // The other side has ended and this one has not: what is sent goes on until it is cut off.
    const cutOff = once(socket, "error");
    const sending = setInterval(() => socket.write("more"), 20);
    await expect(cutOff).resolves.toMatchObject([
      { code: expect.stringMatching(/ECONNRESET|EPIPE/) },
    ]);
    clearInterval(sending);
  });

  it("may leave with a reset after it asked for a proxy", async () => {
    for (let index = 0; index < 20; index++) {
      const socket = connect(port, "127.0.0.1");
      socket.write("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n");
      await once(socket, "data");
      const closed = once(socket, "close");
      socket.resetAndDestroy();
      await closed;
    }
    expect(await countConfigs()).toBeGreaterThanOrEqual(0);
  });

  it("may leave before its answer", async () => {
    const before = await countConfigs();
    for (let index = 0; index < 20; index++) {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      await new Promise((resolve) => socket.write(requests.get(), resolve));
      socket.resetAndDestroy();
    }
    expect(await countConfigs()).toBe(before);
  });
});
