/** One server of a cluster. */
export interface Host {
  readonly host: string;
  readonly port: number;
}

/** How to encrypt connections, and what to verify of the server's certificate. */
export interface Tls {
  readonly verify: "nothing" | "authority" | "host";
  /** Paths of files. */
  readonly rootCertificate: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
}

/** What a connection string says: `postgres://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE?…`. */
export interface ConnectionString {
  /** In the order in which they are tried. */
  readonly hosts: readonly [Host, ...Host[]];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
  /** `undefined` for connections in clear. */
  readonly tls: Tls | undefined;
}

const form =
  /^postgres(?:ql)?:\/\/(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<hosts>[^/?#]+)(?:\/(?<database>[^/@?#]*))?(?:\?(?<query>[^#]*))?$/;

const known = new Set(["target_session_attrs", "sslmode", "sslrootcert", "sslcert", "sslkey"]);

/**
 * Reads a connection string, which may name several hosts as libpq's may.
 *
 * @throws Error that says what is wrong, and repeats nothing that may be secret
 */
export function parseConnectionString(text: string): ConnectionString {
  const parts = form.exec(text)?.groups;
  if (parts === undefined) {
    throw new Error("must be postgres://USER:PASSWORD@HOST:PORT/DATABASE; HOST:PORT,… for several");
  }
  const [first, ...others] = (parts["hosts"] ?? "").split(",").map(parseHost);
  if (first === undefined) throw new Error("must name a host");
  const parameters = new Map(new URLSearchParams(parts["query"]));
  // A part of a password that is not percent-encoded may look like a parameter.
  if ([...parameters.keys()].some((name) => !known.has(name))) {
    throw new Error(`has a parameter that is none of ${[...known].join(", ")}`);
  }
  const target = parameters.get("target_session_attrs") ?? "read-write";
  if (!["read-write", "primary"].includes(target)) {
    throw new Error("target_session_attrs: must be read-write or primary: the service writes");
  }
  return {
    hosts: [first, ...others],
    user: decoded(parts["user"]),
    password: decoded(parts["password"]),
    database: decoded(parts["database"]),
    tls: tlsOf(parameters),
  };
}

function parseHost(text: string): Host {
  const match = /^(?<host>\[[0-9a-fA-F:.]+\]|[^:[\]]+)(?::(?<port>\d{1,5}))?$/.exec(text)?.groups;
  const port = Number(match?.["port"] ?? 5432);
  if (match === undefined || port < 1 || port > 65_535) {
    throw new Error("each host must be HOST or HOST:PORT");
  }
  return { host: (match["host"] ?? "").replaceAll(/^\[|\]$/g, ""), port };
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error("user, password and database must be percent-encoded");
  }
}

function tlsOf(parameters: ReadonlyMap<string, string>): Tls | undefined {
  const mode = parameters.get("sslmode") ?? "disable";
  const rootCertificate = parameters.get("sslrootcert");
  const files = {
    rootCertificate,
    certificate: parameters.get("sslcert"),
    key: parameters.get("sslkey"),
  };
  switch (mode) {
    case "disable":
      return undefined;
    case "require":
      // As libpq does: an authority that is given is verified.
      return { verify: rootCertificate === undefined ? "nothing" : "authority", ...files };
    case "verify-ca":
      return { verify: "authority", ...files };
    case "verify-full":
      return { verify: "host", ...files };
    default:
      throw new Error("sslmode: must be disable, require, verify-ca or verify-full");
  }
}
