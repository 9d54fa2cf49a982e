import { type CrowdName, join, type Victim } from "./crowds.ts";

// A crowd as a process of its own, so that it takes nothing from the clients who are measured.

export interface CrowdOrder {
  readonly name: CrowdName;
  readonly size: number;
  readonly victim: Victim;
}

process.on("disconnect", () => process.exit());
process.on("message", ({ name, size, victim }: CrowdOrder) => {
  for (let count = 0; count < size; count++) join(name, victim);
});
