import type { startService as start } from "../dist/index.js" with { "resolution-mode": "import" };

export type * from "../dist/index.js" with { "resolution-mode": "import" };
export declare const startService: typeof start;
