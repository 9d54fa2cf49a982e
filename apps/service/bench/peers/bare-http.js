// All that node:http can do: the same bytes for every request, which it does not look at. It is
// JavaScript, so that its start is that of an empty server: no types to strip.
import { createServer } from "node:http";

const { headers = {}, body } = JSON.parse(process.env.PEER);
const server = createServer((_request, response) => response.writeHead(200, headers).end(body));
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`),
);
