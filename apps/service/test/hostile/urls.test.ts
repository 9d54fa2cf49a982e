import { describe } from "vitest";

import { close, head, type Requests } from "./request-text.ts";
import { target } from "./strangers.ts";

const service = target();

describe("paths and queries", () => {
  const inPath = (id: string) => (to: Requests) => [
    to.get(`${to.configs}/${id}/non-migration-users`, close),
  ];
  const inQuery = (query: string) => (to: Requests) => [to.get(`${to.configs}?${query}`, close)];
  service.expectAnswers([
    ["an id of 14,000 characters", inPath("x".repeat(14_000)), 400],
    ["a path beyond 16 KiB", inPath("x".repeat(100_000)), 400],
    ["a query of 15,000 characters that nobody reads", inQuery(`x=${"y".repeat(15_000)}`), 200],
    ["an id of overlong UTF-8", inPath("%c0%ae%c0%ae"), 400],
    ["an id of a cut escape", inPath("%f"), 400],
    ["an id of two dots", inPath(".."), 404],
    ["an id of two encoded dots", inPath("%2e%2e"), 404],
    ["an id with an encoded slash", inPath("a%2fb"), 404],
    ["an id encoded twice", inPath("%2561"), 404],
    ["an id that JavaScript knows", inPath("__proto__"), 404],
    ["UTF-8 in the path", (to) => [to.get("/v1/é", close)], 400],
    ["backslashes", (to) => [to.get(to.configs.replaceAll("/", "\\"), close)], 400],
    ["dots that lead to a path", (to) => [to.get(`/v1/x/..${to.configs.slice(3)}`, close)], 404],
    [
      "an encoded slash between segments",
      (to) => [to.get(to.configs.replace(/\/h/, "%2Fh"), close)],
      404,
    ],
    ["an encoded question mark", inPath("a/non-migration-users%3Flimit=0"), 404],
    ["a parameter twice, once encoded", inQuery("limit=1&%6Cimit=1"), 400],
    ["a parameter as an array", inQuery("limit[]=0"), 200],
    ["two question marks", inQuery("limit=1?limit=2"), 400],
    ["a query of 3,000 parameters", inQuery("a&".repeat(3000)), 200],
    [
      "a wrong method on an encoded path",
      (to) => [head(`PUT ${to.configs.replace("hot", "%68ot")} HTTP/1.1`, close)],
      405,
    ],
  ]);
});
