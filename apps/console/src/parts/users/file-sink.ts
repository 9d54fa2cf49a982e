/** A file that is written piece by piece, in no more memory than a piece takes. */
interface FileSink {
  write(text: string): Promise<void>;
  /** The file is complete. @returns its content, unless it was written to a file of the disk */
  close(): Promise<Blob | void>;
  /** No file is left. */
  abort(): Promise<void>;
}

/** Characters after which a piece leaves the memory: browsers keep large blobs on the disk. */
const pieceSize = 1024 * 1024;

/** Opens the file that a person chose; without one, what is written becomes a Blob. */
export async function openFile(file: FileSystemFileHandle | undefined): Promise<FileSink> {
  if (file !== undefined) return file.createWritable();
  const pieces: Blob[] = [];
  let text = "";
  const move = () => {
    pieces.push(new Blob([text]));
    text = "";
  };
  return {
    async write(more) {
      text += more;
      if (text.length >= pieceSize) move();
    },
    async close() {
      move();
      return new Blob(pieces);
    },
    async abort() {
      pieces.length = 0;
    },
  };
}
