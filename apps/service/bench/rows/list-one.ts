import { writeFileSync } from "node:fs";

import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

import { configsPath, createConfig, expectAnswer, message, projectId } from "../api.ts";
import type { Row } from "../bench.ts";
import type { Result } from "../result.ts";
import { expectBytes, expectStatus, peerWith } from "../expectations.ts";
import { startPrism } from "../servers.ts";
import { ratioOf, spreadOf } from "../spread.ts";
import { contest, crowded } from "../windows.ts";

const user = { user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" };

/** A copy of the contract whose first example of this answer is the body. */
function contractAnswering(body: string): string {
  const copy = structuredClone(contract);
  const { get } = copy.paths["/v1/{project_id}/hotspot-session-config"];
  const { examples } = get.responses["200"].content["application/json"];
  examples.one_configuration.value = JSON.parse(body);
  return JSON.stringify(copy);
}

export const listOne: Row = {
  name: "list-one",
  about: "GET the list of one config with one user, 50 connections",
  async run(bench) {
    await using servers = new AsyncDisposableStack();
    const service = servers.use(await bench.service());
    const config = await createConfig(service, [user]);
    const answer = await expectAnswer(service, configsPath, {
      items: [{ ...config, project_id: projectId }],
    });

    const bareServer = servers.use(await peerWith(bench, "bare-http.ts", answer, configsPath));
    const express = servers.use(await peerWith(bench, "express.ts", answer, configsPath));
    const backend = servers.use(await peerWith(bench, "openapi-backend.ts", answer, configsPath));
    const file = bench.file("openapi.json");
    writeFileSync(file, contractAnswering(answer.body));
    const prism = servers.use(await startPrism(file));
    await expectBytes(prism, configsPath, answer.body);

    for (const server of [service, express, backend, prism]) {
      await expectStatus(server, `${configsPath}?limit=1000`, 400);
      await expectStatus(server, configsPath, 401, "");
    }

    const traffic = { connections: 50, requests: [message("GET", configsPath)] };
    const courses = await contest(bench.windows, {
      service: { server: service, traffic },
      "bare node:http": { server: bareServer, traffic },
      express: { server: express, traffic },
      "openapi-backend": { server: backend, traffic },
      Prism: { server: prism, traffic },
    });
    const own = courses.service;
    const frameworks = (["express", "openapi-backend", "Prism"] as const).map((name) => ({
      name,
      course: courses[name],
      speed: spreadOf(courses[name].rates).median,
    }));
    const best = Math.max(...frameworks.map(({ speed }) => speed));
    const bare = courses["bare node:http"];
    const results: Result[] = [
      {
        what: "bare node:http, the same bytes",
        unit: "×",
        value: ratioOf(own.rates, bare.rates),
        target: { atLeast: 0.6 },
        detail: `${own.detail}, ${bare.detail}${crowded(bare)}`,
      },
    ];
    for (const { name, course, speed } of frameworks) {
      results.push({
        what: `${name}, from the same contract`,
        unit: "×",
        value: ratioOf(own.rates, course.rates),
        // The best of them is the one to beat.
        ...(speed === best && { target: { atLeast: 3 } }),
        detail: course.detail,
      });
    }
    return results;
  },
};
