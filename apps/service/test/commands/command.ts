import { run } from "../../src/commands/program.ts";

/** Runs the program with a command, to its end. */
export async function command(
  settings: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const output = { stdout: "", stderr: "" };
  const code = await run(words, settings, {
    out: (text) => void (output.stdout += text),
    err: (text) => void (output.stderr += text),
  });
  return { code, ...output };
}

/** The status of a call with a token: `fetch` of a URL, and nothing kept of the answer. */
export async function statusOf(url: string, token: string, init: RequestInit = {}) {
  const headers = { "x-auth-token": token, "content-type": "application/json" };
  const response = await fetch(url, { ...init, headers });
  await response.arrayBuffer();
  return response.status;
}

export const settingsBody = JSON.stringify({
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num: 7,
});
