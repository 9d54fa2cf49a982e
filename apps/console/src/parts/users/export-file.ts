import type { UserInfo } from "@hotspot-session/client";
import { type UserFileOutput, writeUsers } from "@hotspot-session/client/user-files";

import type { Exported } from "./list-protocol.ts";

/** Characters after which a piece leaves the memory: browsers keep large blobs on the disk. */
const pieceSize = 1024 * 1024;

/** What becomes a Blob, in no more memory than a piece takes. */
function blobSink() {
  const pieces: Blob[] = [];
  let text = "";
  return {
    async write(more: string) {
      text += more;
      if (text.length < pieceSize) return;
      pieces.push(new Blob([text]));
      text = "";
    },
    close: async () => new Blob([...pieces, text]),
    abort: async () => undefined,
  };
}

/**
 * Writes users to the file that a person chose; without one, to a Blob. After a failure no file is left.
 *
 * @throws what reading the users or writing the file throws
 */
export async function exportUsers(
  users: AsyncIterable<UserInfo>,
  output: UserFileOutput,
  file: FileSystemFileHandle | undefined,
): Promise<Exported> {
  const sink = file === undefined ? blobSink() : await file.createWritable();
  let count = 0;
  async function* counted() {
    for await (const user of users) {
      count += 1;
      yield user;
    }
  }
  try {
    for await (const piece of writeUsers(counted(), output)) await sink.write(piece);
    const content = await sink.close();
    return { kind: "exported", count, ...(content && { content }) };
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
