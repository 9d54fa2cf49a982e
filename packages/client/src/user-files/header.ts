/** What a header has and a user hardly ever, without case, spaces and punctuation. Digits count. */
const headerName =
  /^(user|account|login|display|full|first|last)?(id|uid|identifier|name)s?$|^(user|account|login|e?mail)s?$|^sep$/;

/** How the names of other programs end: `SamAccountName`, `employee_id`, `Email Address`. */
const headerEnd = /^(id|uid|identifier|name|address)$/;

/**
 * Whether the first line of a list is the header of another format than its own: names of columns,
 * `sep=;` of Excel, `#TYPE …` of PowerShell, or the beginning of JSON.
 */
export function looksLikeHeader(line: string): boolean {
  return (
    /^\s*[#[{]/.test(line) ||
    line.split(/[,;\t|]/).some((field) => {
      const words =
        field
          .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
          .toLowerCase()
          .match(/[a-z\d]+/g) ?? [];
      const isComposed =
        words.length > 1 && !field.includes("@") && headerEnd.test(words.at(-1) ?? "");
      return isComposed || headerName.test(words.join(""));
    })
  );
}
