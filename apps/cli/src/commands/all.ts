import type { Command } from "../command.ts";
import { api } from "./api.ts";
import { complete } from "./complete.ts";
import { completion } from "./completion.ts";
import { configCreate } from "./config-create.ts";
import { configList } from "./config-list.ts";
import { configShow } from "./config-show.ts";
import { configUpdate } from "./config-update.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";
import { userAdd } from "./user-add.ts";
import { userList } from "./user-list.ts";
import { userRemove } from "./user-remove.ts";
import { userSync } from "./user-sync.ts";
import { whoami } from "./whoami.ts";

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  configList,
  configCreate,
  configUpdate,
  configShow,
  userList,
  userAdd,
  userRemove,
  userSync,
  login,
  logout,
  whoami,
  api,
  completion,
  complete,
];
