import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { projectId, token } from "./api.ts";
import type { Result } from "./result.ts";
import { type Server, startPeer, startService } from "./servers.ts";
import type { Windows } from "./windows.ts";

/** What a row is given. */
export interface Bench {
  readonly windows: Windows;
  /** How many users the large config has. */
  readonly users: number;
  /** The built service on a database of its own. */
  service(database?: string): Promise<Server>;
  /** A program of `peers/`, which is told what it needs to know in a file. */
  peer(program: string, told: object): Promise<Server>;
  /** A path for a file that nobody else has, gone when the bench ends. */
  file(name: string): string;
  /** Tells who waits how far it is. */
  say(text: string): void;
}

/** One thing to measure, by the name that selects it. */
export interface Row {
  readonly name: string;
  readonly about: string;
  run(bench: Bench): Promise<readonly Result[]>;
}

export interface BenchOptions {
  readonly windows: Windows;
  readonly users: number;
  readonly folder: string;
  readonly profiles: string | undefined;
  readonly say: (text: string) => void;
}

export function openBench({ windows, users, folder, profiles, say }: BenchOptions): Bench {
  let files = 0;
  const file = (name: string) => join(folder, `${++files}-${name}`);
  return {
    windows,
    users,
    file,
    say,
    service: (database = file("hotspot.db")) =>
      startService({ database, projectId, token, profiles }),
    async peer(program, told) {
      const path = file("told.json");
      writeFileSync(path, JSON.stringify(told));
      return startPeer(program, path);
    },
  };
}
