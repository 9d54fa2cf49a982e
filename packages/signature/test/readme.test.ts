import { spawn } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

import { describe, expect, it, onTestFinished } from "vitest";

import { canonicalRequest, headerNames, stringToSign } from "../src/canonical-request.ts";
import { formatDate } from "../src/date.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const readme = await readFile(`${folder}/README.md`, "utf8");
const [signing = "", verifying = "", ...others] = [
  ...readme.matchAll(/^```ts\n([^]*?)^```$/gm),
].map(([, code = ""]) => code);

/** Runs an example in a process of its own, as the user of the installed package would. */
function run(code: string) {
  const args = ["--input-type=module-typescript", "--eval", code];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill());
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no TCP port");
  return address.port;
}

describe("the README", () => {
  it("has two examples", () => {
    expect(others).toEqual([]);
  });

  it("signs a request", async () => {
    const { stdout } = run(signing);
    const [output]: unknown[] = await once(stdout.setEncoding("utf8"), "data");
    expect(output).toBe("Authorization, X-Sdk-Date, X-Project-Id\n");
  });

  it("verifies it in a server", async () => {
    const port = await startVerifying();
    const request = `
      const get = (headers) => fetch(url, { headers }).then((answer) => answer.text());
      console.log(await get(signed), "/", await get({ ...signed, "X-Project-Id": "another" }));`;
    const client = run((signing + request).replace("127.0.0.1:8080", `127.0.0.1:${port}`));
    let output = "";
    client.stdout.setEncoding("utf8").on("data", (text: string) => void (output += text));
    await once(client, "close");
    expect(output.split("\n")[1]).toBe(`project my-project / ${mismatch}`);
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
  const port = await freePort();
  const ready = `.listen(${port}, "127.0.0.1", () => console.log("ready"))`;
  await once(run(verifying.replace(".listen(8080)", ready)).stdout, "data");
  return port;
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
