import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Put there by the build: the documentation is served, never imported. */
const docs = fileURLToPath(new URL("../../dist/docs/", import.meta.url));

/** What people look at: the documentation, and the contract it was made from. */
export async function site(app: FastifyInstance): Promise<void> {
  const json = await readFile(contractFile("openapi.json"));
  const yaml = await readFile(contractFile("openapi.yaml"));
  app.get("/openapi.json", (_, reply) => reply.type("application/json").send(json));
  app.get("/openapi.yaml", (_, reply) => reply.type("application/yaml").send(yaml));

  app.get("/", (_, reply) => reply.redirect("/docs/"));
  app.get("/docs", (_, reply) => reply.redirect("/docs/"));
  await app.register(fastifyStatic, {
    root: docs,
    prefix: "/docs/",
    decorateReply: false,
    // A part of a file would be answered with 206, which is no status of the contract.
    acceptRanges: false,
  });
}

const contractFile = (name: "openapi.json" | "openapi.yaml") =>
  fileURLToPath(import.meta.resolve(`@hotspot-session/spec/${name}`));
