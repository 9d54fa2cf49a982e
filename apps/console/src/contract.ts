import contract from "@hotspot-session/spec/openapi.json";

const { HotspotExitSessionNum, HotspotSessionMigrationEnable, UserInfo } =
  contract.components.schemas;

/** What the contract says of both settings of a configuration. */
export const settings = { enable: HotspotSessionMigrationEnable, exit: HotspotExitSessionNum };

/** What the contract says of the id and the name of a user. */
export const user = UserInfo.properties;
