// The least that can start: an empty node:http server. JavaScript, so that it waits for no types
// to be stripped.
import { createServer } from "node:http";

const server = createServer((_request, response) => response.end());
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`),
);
