// Apart from the client: whoever checks nothing before sending it does not carry these.
export { maxNonMigrateUsers, userInfoBounds } from "@hotspot-session/types";
