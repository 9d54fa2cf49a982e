/** The one script that may become a worker: see `src/trusted-types.ts`. */
export { default as listWorkerUrl } from "./list-worker.ts?worker&url";
