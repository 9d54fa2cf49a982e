/** The ways to make a call that the site shows for each operation. */
export const kinds = [
  { file: "curl.sh", label: "curl", language: "sh" },
  { file: "typescript.ts", label: "TypeScript", language: "ts" },
  { file: "hotspot.sh", label: "hotspot", language: "sh" },
] as const;

const files = import.meta.glob<string>("../samples/*/*", {
  query: "?raw",
  import: "default",
  eager: true,
});

/**
 * The samples of an operation, in the order of {@link kinds}.
 *
 * @throws Error that names one that is missing: every operation has all of them
 */
export const samplesOf = (operationId: string) =>
  kinds.map(({ file, label, language }) => {
    const source = files[`../samples/${operationId}/${file}`];
    if (source === undefined) throw new Error(`samples/${operationId}/${file} is missing`);
    return { label, language, source: source.trimEnd() };
  });

/** The methods of the client, and the commands, that the samples of an operation use. */
export function callsOf(operationId: string): readonly (readonly string[])[] {
  const [, program, commands] = samplesOf(operationId);
  const names = (source = "", call: RegExp) =>
    Array.from(new Set(Array.from(source.matchAll(call), ([, name = ""]) => name)));
  return [
    names(program?.source, /hotspot\.(\w+\.\w+)\(/g),
    names(commands?.source, /^(hotspot \w+ \w+)/gm),
  ];
}
