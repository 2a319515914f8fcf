import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { EmailUnbegun } from "$lib/server/email/errors.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import { openSmtp } from "$lib/server/email/send.ts";
import { deliver } from "$lib/server/jobs/deliver.ts";
import { startMisbehavingSmtp } from "../../support/faulty-smtp-server.ts";
import { emailFactsOf, pendingBooking } from "../../support/sample-booking.ts";
import { testApp } from "../../support/test-app.ts";
import { until } from "../../support/until.ts";

const email = renderEmail(emailFactsOf("host-requested", "host", pendingBooking()));
/** The connections of the pool. */
const MOST = 8;

/** Mail of a program, and its stop. */
function mailFor(port: number) {
  const ending = new AbortController();
  const send = openSmtp({ host: "127.0.0.1", port, user: "", password: "" }, {
    domain: "meet.example.org",
    stopping: ending.signal,
    security: "none",
  });
  return { send, stop: () => ending.abort() };
}

Deno.test("a stop ends what no connection has begun to send as unbegun, and waits for the answers to the rest", async () => {
  await using server = await startMisbehavingSmtp();
  const { send, stop } = mailFor(server.port);
  const answers = Promise.withResolvers<void>();
  server.manners.hold = answers.promise;
  const underWay = Array.from({ length: MOST }, () => send(email));
  await until("all connections", () => server.taken.length === MOST);
  const queued = assert.rejects(send(email), EmailUnbegun);
  // A turn, in which it reaches the queue of the pool.
  await new Promise((turn) => setTimeout(turn));
  stop();
  await queued;
  await assert.rejects(send(email), EmailUnbegun);
  answers.resolve();
  await Promise.all(underWay);
  assert.equal(server.taken.length, MOST);
});

Deno.test("a stop ends an email whose connection is never greeted as unbegun", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket.on("error", () => {})));
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { send, stop } = mailFor((silent.address() as AddressInfo).port);
  let error: unknown = null;
  void send(email).catch((thrown) => error = thrown);
  await until("its connection", () => sockets.length === 1);
  stop();
  assert(await until("its end", () => error, 5_000) instanceof EmailUnbegun);
  for (const socket of sockets) socket.destroy();
  silent.close();
});

Deno.test("deliver: an email that a stop left unbegun is no try", async () => {
  const app = await testApp({ sendMail: () => Promise.reject(new EmailUnbegun()) });
  assert.deepEqual(await deliver(app, email), { state: "unbegun" });
  const counted = app.measures.emailTries.lines().filter((line) => !line.startsWith("#"));
  assert.deepEqual(counted, []);
});

Deno.test("deliver: an email is put together after the answers of requests under way", async () => {
  const sent: string[] = [];
  const app = await testApp({
    sendMail: ({ subject }) => Promise.resolve(void sent.push(subject)),
  });
  const answered = Promise.withResolvers<void>();
  app.requests.letPass = () => answered.promise;
  const delivered = deliver(app, email);
  await new Promise((turn) => setTimeout(turn));
  assert.deepEqual(sent, []);
  answered.resolve();
  assert.deepEqual(await delivered, { state: "done" });
});
