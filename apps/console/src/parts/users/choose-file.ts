declare global {
  interface Window {
    /** Not every browser can write to a file that a person chooses; TypeScript does not know it. */
    readonly showSaveFilePicker?: (options: {
      readonly suggestedName: string;
    }) => Promise<FileSystemFileHandle>;
  }
}

/**
 * Asks where to save a file. Must be called where a person has just pressed a button.
 *
 * @returns "download" where the browser can only download a file that is complete; undefined if the
 *   person decided not to save it
 */
export async function chooseFile(
  suggestedName: string,
): Promise<FileSystemFileHandle | "download" | undefined> {
  if (window.showSaveFilePicker === undefined) return "download";
  try {
    return await window.showSaveFilePicker({ suggestedName });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}

export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun with the click, and holds what it needs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
