import type { Command } from "commander";

import type { Act } from "../context.ts";
import { addApi } from "./api.ts";
import { addApply } from "./apply.ts";
import { addComplete } from "./complete.ts";
import { addCompletion } from "./completion.ts";
import { addConfigCreate } from "./config-create.ts";
import { addConfigList } from "./config-list.ts";
import { addConfigShow } from "./config-show.ts";
import { addConfigUpdate } from "./config-update.ts";
import { addExport } from "./export.ts";
import { addHelp } from "./help.ts";
import { addLogin } from "./login.ts";
import { addLogout } from "./logout.ts";
import { addProfileList } from "./profile-list.ts";
import { addUserAdd } from "./user-add.ts";
import { addUserList } from "./user-list.ts";
import { addUserRemove } from "./user-remove.ts";
import { addUserSync } from "./user-sync.ts";
import { addWhoami } from "./whoami.ts";

/**
 * Adds every command, in the order in which help shows them. A new one is a file of its own that
 * adds it, and a line here. Each start loads all of these files: what an action needs is imported
 * by the action.
 */
export function addCommands(program: Command, act: Act): void {
  const noun = (name: string, about: string) =>
    program.command(name).usage("<command> [options]").description(about);

  const config = noun("config", "Configurations: whether sessions leave a hotspot, and how many");
  for (const add of [addConfigList, addConfigCreate, addConfigUpdate, addConfigShow]) {
    add(config, act);
  }
  const user = noun("user", "Exempt users: those whose sessions stay");
  for (const add of [addUserList, addUserAdd, addUserRemove, addUserSync]) add(user, act);
  addExport(program, act);
  addApply(program, act);
  addLogin(program, act);
  addLogout(program, act);
  addWhoami(program, act);
  addProfileList(noun("profile", "Profiles: servers, projects and credentials"), act);
  addApi(program, act);
  addCompletion(program, act);
  addHelp(program, act);
  addComplete(program, act);
}
