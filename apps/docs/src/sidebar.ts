import { operations, pageOf } from "./contract.ts";

/** Every page of the site, in the order of its menu. */
export const sidebar = [
  { label: "Start", items: ["index"] },
  {
    label: "Guides",
    items: [
      "console",
      "authentication",
      "exempt-users",
      "configuration-as-a-file",
      "pagination",
      "errors",
      "testing",
      "running",
      "scaling",
      "migrating",
      "generated-clients",
    ],
  },
  { label: "Operations", items: operations.map(({ id }) => pageOf(id)) },
  { label: "Reference", items: ["reference", "client", "cli", "mcp", "service", "mock"] },
  { label: "Project", items: ["decisions", "security", "changelog"] },
];
