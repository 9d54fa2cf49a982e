import { inMemory } from "../store/sqlite/open-database.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { Store } from "../store/store.ts";

/** A store for tests, of which single projects can be emptied. */
export interface ProjectStores extends Store {
  /** Forgets the configurations of a project. Its credentials stay. */
  empty(projectId: string): Promise<void>;
}

/**
 * A store in memory that keeps each project in a SQLite database of its own: to drop one takes no
 * longer where it holds a million users.
 */
export function openProjectStores(): ProjectStores {
  const credentials = openSqliteStore(inMemory);
  const projects = new Map<string, Store>();

  function storeOf(projectId: string): Store {
    const known = projects.get(projectId);
    if (known !== undefined) return known;
    const store = openSqliteStore(inMemory);
    projects.set(projectId, store);
    return store;
  }

  return {
    ...credentials,
    createConfig: (projectId, ...rest) => storeOf(projectId).createConfig(projectId, ...rest),
    listConfigs: (projectId, ...rest) => storeOf(projectId).listConfigs(projectId, ...rest),
    updateConfig: (projectId, ...rest) => storeOf(projectId).updateConfig(projectId, ...rest),
    listUsers: (projectId, ...rest) => storeOf(projectId).listUsers(projectId, ...rest),
    updateUsers: (projectId, ...rest) => storeOf(projectId).updateUsers(projectId, ...rest),

    async empty(projectId) {
      const store = projects.get(projectId);
      projects.delete(projectId);
      await store?.close();
    },

    async close() {
      await Promise.all([credentials, ...projects.values()].map((store) => store.close()));
    },
  };
}
