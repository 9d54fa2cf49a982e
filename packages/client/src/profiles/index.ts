// Apart from the client, and for Node alone: the profiles that `hotspot login` stores.
export type { Environment } from "./directory.ts";
export { profileWarning, readProfiles, updateProfiles } from "./file.ts";
export {
  type Profile,
  type ProfileCredential,
  ProfileError,
  type Profiles,
  type ProfileServer,
} from "./format.ts";
export { settingsFromProfile } from "./settings.ts";
