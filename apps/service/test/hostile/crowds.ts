import { connect, type Socket } from "node:net";

// What a crowd of clients does that means no good, each on a connection of its own.

/** Where to, and with which credentials where the crowd has some. */
export interface Victim {
  readonly port: number;
  readonly configs: string;
  /** A path that answers a page of about 15 KB. */
  readonly page: string;
  readonly reader: string;
  readonly admin: string;
}

/** Begins with a connection that is open; answers what must end once it is closed. */
type Behaviour = (socket: Socket, victim: Victim) => NodeJS.Timeout | undefined;

const request = (line: string, ...headers: readonly string[]) =>
  [`${line} HTTP/1.1`, "Host: a", ...headers, "", ""].join("\r\n");

/** Sends a byte now and then. */
const dribble = (socket: Socket) => setInterval(() => socket.write("x"), 200);

/** Sends as much as the service takes, of requests whose answers nobody reads. */
function pipelineUnread(socket: Socket, text: string): undefined {
  socket.pause();
  pipeline(socket, text);
}

function pipeline(socket: Socket, text: string): undefined {
  const many = text.repeat(Math.ceil(65_536 / text.length));
  const send = () => {
    while (socket.writable && socket.write(many));
  };
  socket.on("drain", send);
  send();
}

export const crowds = {
  "are silent": () => undefined,

  "send a head byte by byte"(socket) {
    socket.write("GET / HTTP/1.1\r\nX: ");
    return dribble(socket);
  },

  "send a body byte by byte, without a token"(socket, { configs }) {
    socket.write(request(`POST ${configs}`, "Content-Length: 100000"));
    return dribble(socket);
  },

  "send a body byte by byte, with a token"(socket, { configs, admin }) {
    const type = "Content-Type: application/json";
    socket.write(
      request(`POST ${configs}`, `X-Auth-Token: ${admin}`, type, "Content-Length: 1000"),
    );
    return dribble(socket);
  },

  "ask for the reference over and over, and do not read": (socket) =>
    pipelineUnread(socket, request("GET /docs/reference.html")),

  "ask for what is refused over and over, and do not read": (socket, { configs }) =>
    pipelineUnread(socket, request(`GET ${configs}`)),

  "ask for what is refused over and over, and read": (socket) => {
    socket.resume();
    return pipeline(socket, "GET / HTTP/1.1\r\n\r\n");
  },

  "ask for a page over and over, and do not read": (socket, { page, reader }) =>
    pipelineUnread(socket, request(`GET ${page}`, `X-Auth-Token: ${reader}`)),

  "ask for everything over and over, and do not read": (socket, { configs, reader }) =>
    pipelineUnread(socket, request(`GET ${configs}?limit=100`, `X-Auth-Token: ${reader}`)),

  "ask for everything over and over, and read"(socket, { configs, reader }) {
    socket.resume();
    return pipeline(socket, request(`GET ${configs}?limit=100`, `X-Auth-Token: ${reader}`));
  },

  "send bodies without end, without a token"(socket, { configs }) {
    socket.resume();
    socket.write(request(`POST ${configs}`, "Content-Length: 9999999999"));
    pipeline(socket, "x".repeat(65_536));
    return undefined;
  },

  "send bodies in chunks of a byte, without a token"(socket, { configs }) {
    socket.resume();
    socket.write(request(`POST ${configs}`, "Transfer-Encoding: chunked"));
    pipeline(socket, "1\r\nx\r\n");
    return undefined;
  },

  "send no HTTP"(socket) {
    socket.resume();
    socket.write("\0".repeat(1000));
    return undefined;
  },

  "come and go, without a reset"(socket) {
    socket.write(request("GET /nowhere"));
    return setTimeout(() => socket.destroy(), 5);
  },

  "come and go"(socket) {
    socket.write(request("GET /nowhere"));
    return setTimeout(() => socket.resetAndDestroy(), 5);
  },
} satisfies Record<string, Behaviour>;

export type CrowdName = keyof typeof crowds;

/** Opens a connection of a crowd, and another one whenever it is closed. */
export function join(name: CrowdName, victim: Victim): void {
  const behave: Behaviour = crowds[name];
  const socket = connect({ port: victim.port, host: "127.0.0.1" });
  let timer: NodeJS.Timeout | undefined;
  socket.on("connect", () => {
    timer = behave(socket, victim);
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    clearInterval(timer);
    setTimeout(join, 100, name, victim);
  });
}
