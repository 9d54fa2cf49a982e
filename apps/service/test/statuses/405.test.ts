import { expect, it } from "vitest";

import { document, methods } from "../../src/contract/document.ts";
import { operationOf, validCall } from "../calls.ts";
import { sharedService } from "../service.ts";
import { operationsWith } from "./operations-with.ts";

const others = ["PUT", "DELETE", "OPTIONS", "PROPFIND", "HEAD"];

it.each(operationsWith(405))(
  "the path of $id answers 405 to other methods, before it looks at anything else",
  async ({ id }) => {
    await using service = await sharedService();
    const { url } = await validCall(id, service);
    const item = document.paths[operationOf(id).path] ?? {};
    const allowed = methods.filter((name) => name in item).map((name) => name.toUpperCase());
    const headers = { "content-type": "application/json" };
    for (const method of others) {
      const request = { method, url, headers, body: "{broken", token: undefined };
      const answer = await service.send(request);
      expect(String(answer.headers["allow"]).split(", ").toSorted()).toEqual(allowed.toSorted());
      const message = `method: ${method} is not allowed here; see the Allow header`;
      const body = { error_code: "WKS.00000405", error_msg: message };
      expect({ status: answer.status, body: answer.body }).toEqual({
        status: 405,
        body: method === "HEAD" ? undefined : body,
      });
    }
  },
);
