import type { Row } from "../row.ts";

export const memory: Row = {
  name: "memory",
  about: "resident set at rest, and after loading a large configuration through the API",
  async run(bench) {
    const { users, idle, loaded } = await bench.large();
    const what = `after ${users.toLocaleString("en")} users to idle`;
    const detail = `${loaded.toFixed(0)} MiB`;
    return [
      { what: "idle", unit: "MiB", values: [idle], target: { atMost: 110 } },
      { what, values: [loaded / idle], target: { atMost: 1.5 }, detail },
    ];
  },
};
