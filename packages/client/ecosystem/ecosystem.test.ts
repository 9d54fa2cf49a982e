import { startMock } from "@hotspot-session/mock";
import { afterAll, describe, expect, it } from "vitest";

import { createProject } from "./project.ts";
import { edgeRuntime, nodeOfMachine, programRuntime } from "./runtimes.ts";

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const mock = owned.use(await startMock());
const project = owned.use(await createProject());

const machine = await nodeOfMachine();
const runtimes = [
  await programRuntime("Node", process.execPath),
  ...(machine === undefined ? [] : [machine]),
  await programRuntime("Node by require", process.execPath, [], "require.cjs"),
  await programRuntime(
    "Node without what React Native lacks",
    process.execPath,
    [],
    "old-platform.mjs",
  ),
  await edgeRuntime(),
];

// All runtimes that the client is for are in matrix.ts; these need no installing.
describe.each(runtimes)("the packed client in $name ($version)", ({ runSuite }) => {
  it("does all that the suite does", async () => {
    expect(await runSuite(project, mock.url)).toHaveLength(11);
    expect(mock.takeViolations().every(({ location }) => location === "request.query.limit")).toBe(
      true,
    );
  });
});
