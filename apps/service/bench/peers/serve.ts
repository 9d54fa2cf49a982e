import { createServer, type RequestListener } from "node:http";

/** The answer to repeat, and the token that its requests must have. */
export interface Answer {
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a row gives its peer; both name the type. */
export const given = <Given>(): Given => JSON.parse(process.env["PEER"] ?? "");

export function serve(listener: RequestListener): void {
  const server = createServer(listener).listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    process.stdout.write(`http://127.0.0.1:${port}\n`);
  });
}
