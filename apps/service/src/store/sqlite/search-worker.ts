import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

import { codeOf } from "./errors.ts";
import { search } from "./search.ts";
import type { SearchAnswer, SearchRequest } from "./search-queue.ts";

// Searches in a thread and on a connection of its own. The connection only reads, and sees what was
// committed before each search begins.

const { file } = workerData as { file: string };
const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
const find = search(database);

parentPort?.on("message", ({ id, config, text, page }: SearchRequest) => {
  parentPort?.postMessage(answer(id, config, text, page));
});

function answer(
  id: number,
  config: number,
  text: string,
  page: SearchRequest["page"],
): SearchAnswer {
  try {
    database.exec("BEGIN");
    try {
      return { id, found: find(config, text, page) };
    } finally {
      if (database.isTransaction) database.exec("COMMIT");
    }
  } catch (error) {
    // A message carries neither the class nor the properties of an error.
    const message = error instanceof Error ? error.message : String(error);
    return { id, message, errcode: codeOf(error) };
  }
}
