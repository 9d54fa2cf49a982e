// A real browser: `chromium.mjs <module of playwright> <module of chromium> <bundle> <url of the mock>`.

import { createReadStream } from "node:fs";
import { createServer, request } from "node:http";

const [, , playwright = "", chromium = "", bundle = "", mock = ""] = process.argv;
const { default: playwrightCore } = await import(playwright);
const { default: binary } = await import(chromium);

// The API sends no CORS headers: page and API must have one origin.
const server = createServer((incoming, outgoing) => {
  if (incoming.url === "/") {
    outgoing.setHeader("content-type", "text/html");
    outgoing.end('<!doctype html><script src="/suite.js"></script>');
  } else if (incoming.url === "/suite.js") {
    outgoing.setHeader("content-type", "text/javascript");
    createReadStream(bundle).pipe(outgoing);
  } else {
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? "/", mock), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  }
});
await new Promise((resolve) => {
  server.listen(0, "127.0.0.1", () => resolve(undefined));
});
const address = server.address();
const port = typeof address === "object" ? address?.port : undefined;

const browser = await playwrightCore.chromium.launch({
  executablePath: await binary.executablePath(),
  args: [...binary.args, "--no-sandbox"],
  headless: true,
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const done = await page.evaluate("suite.runSuite(location.origin)");
  process.stdout.write(JSON.stringify(done));
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
