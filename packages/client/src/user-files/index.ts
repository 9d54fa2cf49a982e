// Apart from the client: files of users, read before anything is sent, and written. Nothing here
// belongs to one platform.
export { type UserFileFormat, userFileFormats, userFileFormatOf } from "./format.ts";
export {
  checkUsers,
  readUsers,
  type ReadUsersOptions,
  repeatedLines,
  type UserFileSource,
  type UserList,
  type UserListProblem,
} from "./user-list.ts";
export { csvCell, spreadsheetCell, type UserFileOutput, writeUsers } from "./write.ts";
