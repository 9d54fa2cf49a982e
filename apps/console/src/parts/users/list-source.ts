import { type UserFileFormat, userFileFormatOf } from "@hotspot-session/client/user-files";

/** A list as a person gave it: a file, or what was pasted. */
export interface ListSource {
  readonly name: string;
  readonly content: Blob;
  readonly format: UserFileFormat;
}

/** The format by the name of the file or, where it has none that is known, by how the text begins. */
export async function sourceOf(name: string, content: Blob): Promise<ListSource> {
  const format = userFileFormatOf(name) ?? formatOf(await content.slice(0, 4096).text());
  return { name, content, format };
}

function formatOf(text: string): UserFileFormat {
  const [first = ""] = text.trimStart().split("\n", 1);
  if (first.startsWith("{")) return "ndjson";
  return /,|^"|^user_(id|name)\s*$/.test(first) ? "csv" : "lines";
}
