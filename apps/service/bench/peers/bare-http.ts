import { createServer } from "node:http";

import { given } from "./given.ts";
import { listen } from "./listen.ts";

// All that node:http can do: the same bytes for every request, which it does not even look at.

const { headers, body } = given();
listen(createServer((_request, response) => response.writeHead(200, headers).end(body)));
