/** A thread with a mail server that takes every email and a receiver that takes every webhook, as plain as they can be; says on which ports. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { createServer as createReceiver } from "node:http";
import type { AddressInfo, Server } from "node:net";

const mail = createServer({ noDelay: true }, takeEmails);
const receiver = createReceiver((request, response) => {
  request.resume().on("end", () => response.writeHead(204).end());
});

postMessage({ smtp: await portOf(mail), http: await portOf(receiver) });

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** The least that RFC 5321 asks of a server that accepts everything. */
function takeEmails(socket: Socket): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let rest = "", isData = false;
  socket.setEncoding("latin1").on("error", () => socket.destroy());
  socket.on("data", (text: string) => {
    rest += text;
    for (;;) {
      const mark = isData ? "\r\n.\r\n" : "\r\n";
      const end = rest.indexOf(mark);
      if (end < 0) return;
      const command = rest.slice(0, isData ? 0 : 4).toUpperCase();
      rest = rest.slice(end + mark.length);
      isData = command === "DATA";
      if (command === "QUIT") return void socket.end("221 bye\r\n");
      say(isData ? "354 go on" : "250 accepted");
    }
  });
  say("220 sink");
}
