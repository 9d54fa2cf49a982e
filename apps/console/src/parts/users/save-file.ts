/** A file that is written piece by piece, in no more memory than a piece takes. */
export interface FileSink {
  write(text: string): Promise<void>;
  /** The file is complete. */
  close(): Promise<void>;
  /** No file is to be left. */
  abort(): Promise<void>;
}

declare global {
  interface Window {
    /** Not every browser can write to a file that a person chooses; TypeScript does not know it. */
    readonly showSaveFilePicker?: (options: {
      readonly suggestedName: string;
    }) => Promise<FileSystemFileHandle>;
  }
}

/**
 * Asks where to save a file, where the browser can; else the browser downloads it once it is complete.
 * It is to be called where a person has just pressed a button.
 *
 * @returns undefined if the person decided not to save it
 */
export async function openFile(name: string, type: string): Promise<FileSink | undefined> {
  if (window.showSaveFilePicker === undefined) return downloadOf(name, type);
  try {
    const handle = await window.showSaveFilePicker({ suggestedName: name });
    const stream = await handle.createWritable();
    return {
      write: (text) => stream.write(text),
      close: () => stream.close(),
      abort: () => stream.abort(),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}

/** Characters after which a piece leaves the memory of the page: browsers keep large blobs on the disk. */
const pieceSize = 1024 * 1024;

function downloadOf(name: string, type: string): FileSink {
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
      const url = URL.createObjectURL(new Blob(pieces, { type }));
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
      // The download has begun with the click, and holds what it needs.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
    async abort() {
      pieces.length = 0;
    },
  };
}
