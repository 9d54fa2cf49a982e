// Apart from the client, for programs that check their input before they send it.
export { maxNonMigrateUsers, maxPageLimit, userInfoBounds } from "@hotspot-session/types";
