import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { driver } from "./sdks.ts";

/** Starts a real Keystone, installed in a virtual environment, with a database of its own. */
export async function startKeystone(python: string) {
  const folder = await mkdtemp(join(tmpdir(), "hotspot-keystone-"));
  const password = randomUUID();
  const child = spawn(python, [driver("keystone/serve.py"), folder], {
    env: { PATH: process.env["PATH"], KEYSTONE_PASSWORD: password, PYTHONWARNINGS: "ignore" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [errors, output] = ["", ""];
  child.stderr.on("data", (text: Buffer) => void (errors += text.toString()));
  const closed = once(child, "close");
  child.stdout.on("data", (text: Buffer) => void (output += text.toString()));
  while (!output.includes("\n")) {
    await Promise.race([once(child.stdout, "data"), closed]);
    if (child.exitCode !== null) throw new Error(`Keystone did not start: ${errors}`);
  }
  const url = output.trim();

  async function call(method: string, path: string, token?: string, body?: object) {
    const response = await fetch(`${url}/v3${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { "x-auth-token": token }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return {
      token: response.headers.get("x-subject-token") ?? "",
      body: text === "" ? {} : JSON.parse(text),
    };
  }

  /** As the Identity API describes it. */
  const auth = (user: object, project: object) => ({
    identity: { methods: ["password"], password: { user } },
    scope: { project },
  });
  const domain = { id: "default" };
  const adminAuth = auth({ name: "admin", domain, password }, { name: "admin", domain });
  const { token: admin } = await call("POST", "/auth/tokens", undefined, { auth: adminAuth });
  const { body } = await call("GET", "/roles", admin);
  const roleId = (name: string) =>
    body.roles.find((role: { readonly name: string }) => role.name === name).id;

  return {
    url,
    /** The credentials with which a service validates tokens. */
    auth: adminAuth,

    /** Creates a user with a role in a new project, and answers a token of theirs. */
    async tokenOf(role: string) {
      const name = `${role}-${randomUUID()}`;
      const made = await call("POST", "/projects", admin, {
        project: { name, domain_id: "default" },
      });
      const projectId: string = made.body.project.id;
      const user = { name, password: randomUUID(), domain_id: "default" };
      const { id } = (await call("POST", "/users", admin, { user })).body.user;
      await call("PUT", `/projects/${projectId}/users/${id}/roles/${roleId(role)}`, admin);
      const login = auth({ id, password: user.password }, { id: projectId });
      const { token } = await call("POST", "/auth/tokens", undefined, { auth: login });
      return { projectId, token };
    },

    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await closed;
      await rm(folder, { recursive: true });
    },
  };
}
