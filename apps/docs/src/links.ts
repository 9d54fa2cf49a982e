/**
 * Points the links inside the contract at where the page has their targets. In the contract a
 * schema is linked by its place in the document, which holds for any reader; Redoc has its own.
 */
export function linkSchemas(contract: string): string {
  return contract.replaceAll(
    /\]\(#\/components\/schemas\/(\w+)\)/g,
    (_link, name: string) => `](#/schemas/${name.toLowerCase()})`,
  );
}
