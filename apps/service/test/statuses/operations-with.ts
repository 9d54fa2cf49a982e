import { document } from "../../src/contract/document.ts";
import { operations } from "../../src/contract/operations.ts";

/** The operations that declare a status: `describe.each(operationsWith(404))("$id", …)`. */
export const operationsWith = (status: number) =>
  operations
    .filter(({ path, method }) => {
      const declared = document.paths[path]?.[method.toLowerCase() as "get"];
      return String(status) in (declared?.responses ?? {});
    })
    .map(({ id, method, path }) => ({
      id,
      isWrite: method !== "GET",
      namesConfig: path.includes("{config_id}"),
    }));
