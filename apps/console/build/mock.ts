import { startMock } from "@hotspot-session/mock";
import type { Plugin } from "vite";

/** Serves the API from the examples of the contract, beside the development server. */
export const mock = (): Plugin => ({
  name: "mock",
  apply: "serve",
  async config() {
    const { url } = await startMock();
    return { server: { proxy: { "/v1": { target: url } } } };
  },
});
