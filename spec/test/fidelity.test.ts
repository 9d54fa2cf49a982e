import { describe, expect, it } from "vitest";

import { type Node, openContract } from "./contract.ts";
import {
  error,
  errorStatuses,
  limitRange,
  objects,
  pages,
  tokenHeader,
  updateTypes,
} from "./published-pages.ts";

const contract = await openContract();

const typeNames: Readonly<Record<string, string>> = {
  string: "String",
  integer: "Integer",
  boolean: "Boolean",
};

/** A schema's type in the words of the pages. */
function typeOf(schema: Node | undefined): string {
  const type = schema?.at("type")?.value;
  if (type === "array") return `Array of ${schema?.at("items")?.pointer.split("/").at(-1) ?? "?"}`;
  return typeNames[String(type)] ?? `(${String(type)})`;
}

function typesOf(schema: Node | undefined) {
  const properties = schema?.at("properties");
  return Object.fromEntries(
    (properties?.keys ?? []).map((name) => [name, typeOf(properties?.at(name))]),
  );
}

function fieldsOf(schema: Node | undefined) {
  const required = schema?.at("required")?.value;
  const mandatory = (name: string) => Array.isArray(required) && required.includes(name);
  return Object.fromEntries(
    Object.entries(typesOf(schema)).map(([name, type]) => [
      name,
      { type, mandatory: mandatory(name) },
    ]),
  );
}

/** Those of the pages, and those that callers must send. */
function needed<Described extends { readonly mandatory: boolean }>(
  described: Readonly<Record<string, Described>>,
  ofPage: object,
) {
  const entries = Object.entries(described);
  return Object.fromEntries(entries.filter(([name, one]) => name in ofPage || one.mandatory));
}

/** Those of the page alone: the contract may answer more. */
function known<Value>(described: Readonly<Record<string, Value>>, ofPage: object) {
  return Object.fromEntries(Object.entries(described).filter(([name]) => name in ofPage));
}

function parametersOf(operation: readonly (Node | undefined)[], place: string) {
  const parameters = operation
    .flatMap((node) => node?.at("parameters")?.children ?? [])
    .filter((parameter) => parameter.at("in")?.value === place);
  return Object.fromEntries(
    parameters.map((parameter) => [
      String(parameter.at("name")?.value),
      {
        type: typeOf(parameter.at("schema")),
        mandatory: parameter.at("required")?.value === true,
      },
    ]),
  );
}

const json = ["content", "application/json", "schema"];

// One that fails shows that the contract has lost what a page has, or that a page has changed. The
// contract may have more, as long as callers who know only the pages succeed.
describe("the contract describes what upstream's pages describe (published-pages.ts has them; a page that changed is changed there first):", () => {
  it("these paths with these methods, and no more", () => {
    const methods = new Set("get put post delete options head patch trace".split(" "));
    const paths = contract.at("paths");
    const described = (paths?.keys ?? []).flatMap((path) =>
      (paths?.at(path)?.keys ?? [])
        .filter((key) => methods.has(key))
        .map((method) => `${method} ${path}`),
    );
    expect(described.toSorted()).toEqual(
      pages.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
  });

  describe.each(pages)("$operationId", ({ operationId, method, path, ...page }) => {
    const pathItem = contract.at("paths", path);
    const operation = pathItem?.at(method);

    it("is found under its name", () => {
      expect(operation?.at("operationId")?.value).toBe(operationId);
    });

    it("takes the page's path parameters", () => {
      expect(parametersOf([pathItem, operation], "path")).toEqual(page.inPath);
    });

    it("takes the page's query parameters", () => {
      const parameters = parametersOf([pathItem, operation], "query");
      expect(needed(parameters, page.inQuery)).toEqual(page.inQuery);
    });

    it("takes the page's request fields, the mandatory ones as such", () => {
      const body = operation?.at("requestBody");
      expect(body && needed(fieldsOf(body.at(...json)), page.request ?? {})).toEqual(page.request);
    });

    it("answers the page's fields, every one of them always", () => {
      const schema = operation?.at("responses", "200", ...json);
      const expected =
        page.response &&
        Object.fromEntries(
          Object.entries(page.response).map(([name, type]) => [name, { type, mandatory: true }]),
        );
      expect(schema && known(fieldsOf(schema), expected ?? {})).toEqual(expected);
    });

    it("has the page's statuses, the errors with the page's two fields", () => {
      const responses = operation?.at("responses");
      expect(responses?.keys).toEqual(["200", ...errorStatuses]);
      for (const status of errorStatuses) {
        expect(typesOf(responses?.at(status, ...json)), status).toEqual(error);
      }
    });
  });

  it.each(Object.entries(objects))("the object %s with the pages' fields", (name, fields) => {
    const types = typesOf(contract.at("components", "schemas", name));
    expect(known(types, fields)).toEqual(fields);
  });

  it("a token header that is not mandatory, as a signature may take its place", () => {
    expect(contract.at("security")?.children.map(({ keys }) => keys)).toEqual([
      ["AuthToken"],
      ["RequestSignature"],
    ]);
    expect(contract.at("components", "securitySchemes", "AuthToken")?.value).toMatchObject({
      in: "header",
      name: tokenHeader,
    });
  });

  it("the two ways to update users", () => {
    const schema = contract.at("components", "schemas", "UpdateNonMigrationUsersRequest");
    expect(schema?.at("properties", "update_type", "enum")?.value).toEqual(updateTypes);
  });

  it("the range of limit", () => {
    expect(contract.at("components", "parameters", "Limit", "schema")?.value).toMatchObject(
      limitRange,
    );
  });
});
