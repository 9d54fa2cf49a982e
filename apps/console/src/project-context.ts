import type { HotspotClient } from "@hotspot-session/client";
import { createContext, useContext } from "react";

import type { Session } from "./session.ts";

/** What every view of a project works with. */
export interface ProjectContext {
  readonly session: Session;
  readonly hotspot: HotspotClient;
}

const Context = createContext<ProjectContext | undefined>(undefined);

export const ProjectProvider = Context.Provider;

export function useProject(): ProjectContext {
  const context = useContext(Context);
  if (context === undefined) throw new Error("this is no view of a project");
  return context;
}
