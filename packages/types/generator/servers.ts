import { at, type Json } from "./contract.ts";

/** The servers of the contract that differ by region: the template of the URL, and the regions. */
export function servers(contract: Json): string {
  const list = at(contract)["servers"];
  const rows = (Array.isArray(list) ? list : [])
    .filter((server) => "variables" in at(server))
    .map((server) => {
      const { url } = at(server);
      const regions = at(server, "variables", "region")["enum"];
      return `  { url: ${JSON.stringify(url)}, regions: ${JSON.stringify(regions)} },`;
    });
  return `/** The servers of the contract that differ by region. */
export const servers = [
${rows.join("\n")}
] as const;
`;
}
