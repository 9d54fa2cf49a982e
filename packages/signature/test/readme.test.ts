import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { Server } from "node:http";
import { fileURLToPath } from "node:url";

import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";

import { canonicalRequest, headerNames, stringToSign } from "../src/canonical-request.ts";
import { formatDate } from "../src/date.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const readme = await readFile(`${folder}/README.md`, "utf8");
const [signing = "", verifying = "", ...others] = [
  ...readme.matchAll(/^```ts\n([^]*?)^```$/gm),
].map(([, code = ""]) => code);

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const programs = owned.use(await mkdtempDisposable(`${folder}/node_modules/.readme-`));
let count = 0;

/** Runs an example as a module of its own, with the package as it is built. */
async function run(code: string): Promise<Record<string, unknown>> {
  const built = code.replaceAll(/"(@hotspot-session\/[\w/]+)"/g, (_, name: string) =>
    JSON.stringify(fileURLToPath(import.meta.resolve(name))),
  );
  const file = `${programs.path}/${(count += 1)}.ts`;
  await writeFile(file, built);
  return import(file);
}

describe("the README", () => {
  it("has two examples", () => {
    expect(others).toEqual([]);
  });

  it("signs a request, and verifies it in a server", async () => {
    const port = await startVerifying();
    const log = vi.spyOn(console, "log").mockReturnValue();
    onTestFinished(() => log.mockRestore());
    const program = signing.replace("127.0.0.1:8080", `127.0.0.1:${port}`);
    const { url, signed } = await run(`${program} export { url, signed };`);
    expect(log.mock.calls).toEqual([["Authorization, X-Sdk-Date, X-Project-Id"]]);
    const answerTo = async (headers: Record<string, string>) =>
      (await fetch(String(url), { headers })).text();
    const headers = { ...Object(signed) };
    expect(await answerTo(headers)).toBe("project my-project");
    expect(await answerTo({ ...headers, "X-Project-Id": "another" })).toBe(mismatch);
  });

  it("has no text in it by which an unknown access key can sign", async () => {
    const port = await startVerifying();
    const texts = Array.from(verifying.matchAll(/"([^"\n]*)"/g), ([, text = ""]) => text);
    expect(texts).toContain("my-secret-key");
    const answers = texts.map(async (secretKey) => {
      const url = `http://127.0.0.1:${port}/`;
      const answer = await fetch(url, { headers: headersSignedBy(secretKey) });
      return await answer.text();
    });
    expect(new Set(await Promise.all(answers))).toEqual(new Set([mismatch]));
  });
});

const mismatch = "Authorization: the signature does not match";

/** Runs the example that verifies. */
async function startVerifying(): Promise<number> {
  const program = verifying
    .replace("createServer(async", "export const server = createServer(async")
    .replace(".listen(8080)", '.listen(0, "127.0.0.1")');
  const { server } = await run(program);
  if (!(server instanceof Server)) throw new Error("the example starts no server");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP port");
  return address.port;
}

/** For `GET /`. Unlike `signRequest`, this takes any text for a secret key. */
function headersSignedBy(secretKey: string) {
  const date = formatDate(new Date());
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const headers = new Map([["x-sdk-date", date]]);
  const parts = { method: "GET", target: "/", headers, payloadHash: sha256("") };
  const text = stringToSign(date, sha256(canonicalRequest(parts)));
  const signature = createHmac("sha256", secretKey).update(text).digest("hex");
  const names = headerNames(headers);
  return {
    "X-Sdk-Date": date,
    Authorization: `SDK-HMAC-SHA256 Access=UNKNOWN, SignedHeaders=${names}, Signature=${signature}`,
  };
}
