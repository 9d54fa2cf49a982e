// Apart from the client: changes of many users as people and programs follow them.
export * from "./account.ts";
export * from "./apply.ts";
export * from "./change.ts";
export * from "./plan.ts";
