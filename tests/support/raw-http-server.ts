import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** What a server does with a request it has seen whole. */
export type Behaviour = (socket: Socket, request: string) => void;

export const answerOk: Behaviour = (socket) =>
  void socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

/** One byte every 20 ms, for as long as the client listens. */
export function dripBytes(socket: Socket, first: string) {
  socket.write(first);
  const dripping = setInterval(() => socket.write("x"), 20);
  socket.once("close", () => clearInterval(dripping));
}

/** An HTTP server made of raw sockets: it does what `manner` says, and counts what it saw and over how many connections. */
export async function startRawHttpServer() {
  const sockets = new Set<Socket>();
  const self = {
    manner: answerOk,
    /** What is done with a connection before anything was read from it. */
    greet: (_: Socket) => {},
    /** Method and path of every request, in order. */
    seen: [] as string[],
    connections: 0,
    port: 0,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  const server = createServer((socket) => {
    self.connections++;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // Clients that give up reset their connections.
    socket.on("error", () => socket.destroy());
    self.greet(socket);
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      for (let length = wholeLength(text); length > 0; length = wholeLength(text)) {
        const request = text.slice(0, length);
        text = text.slice(length);
        self.seen.push(request.split(" HTTP", 1)[0]!);
        self.manner(socket, request);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  self.port = (server.address() as AddressInfo).port;
  return self;
}

/** How much of the text the first request takes; 0 while it is not whole. */
function wholeLength(text: string): number {
  const head = text.indexOf("\r\n\r\n") + 4;
  if (head < 4) return 0;
  const length = head + Number(/content-length: *(\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  return text.length >= length ? length : 0;
}
