import type { Row } from "../bench.ts";
import { largeConfig } from "../large-config.ts";
import { spreadOf } from "../spread.ts";

export const load: Row = {
  name: "load",
  about: "fill a large config through the API, 1,000 users a request, one client",
  async run(bench) {
    const { users, usersPerSecond, memory } = await largeConfig(bench);
    const mib = (size: number) => `${Math.round(size)} MiB`;
    const count = users.toLocaleString("en");
    return [
      {
        what: "users added in a second",
        unit: "users/s",
        value: spreadOf([usersPerSecond]),
        detail: `${count} users in ${Math.round(users / usersPerSecond)} s`,
      },
      {
        what: "memory afterwards to idle memory",
        unit: "×",
        value: spreadOf([memory.loaded / memory.idle]),
        target: { atMost: 1.5 },
        detail: `${mib(memory.idle)} before, ${mib(memory.loaded)} after ${count} users`,
      },
    ];
  },
};
