import contract from "@hotspot-session/spec/openapi.json";

const { HotspotExitSessionNum, HotspotSessionMigrationEnable } = contract.components.schemas;

/** What the contract says of both settings of a configuration. */
export const settings = { enable: HotspotSessionMigrationEnable, exit: HotspotExitSessionNum };
