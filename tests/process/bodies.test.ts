/** What visitors send before anybody knows whether it is wanted: it costs no memory without bound. */
import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { answerLengths } from "$lib/scheduling/booking-questions.ts";
import { formFields } from "../support/proof/guest-client.ts";
import { startVisit } from "../support/http-visitor.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { addEventType } from "../support/town.ts";
import { until } from "../support/until.ts";

interface Begun {
  socket: Socket;
  /** What was answered so far. */
  answer(): string;
  isClosed(): boolean;
}

/** A request of which the head and a part of the body are sent. */
function begin(
  { address }: RunningWithHost,
  head: string,
  { body = "x", from = "127.0.0.1" }: { body?: string; from?: string } = {},
): Begun {
  const { host, hostname, port } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), localAddress: from });
  let answer = "", isClosed = false;
  socket.on("data", (bytes) => answer += String(bytes));
  socket.on("close", () => isClosed = true);
  // Who is turned away may learn it while sending.
  socket.on("error", () => {});
  const [line, ...rest] = head.split("\n");
  const lines = [line, `Host: ${host}`, `Origin: ${address}`, ...rest];
  socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`);
  return { socket, answer: () => answer, isClosed: () => isClosed };
}

/** The status of a request whose body stays unfinished. */
async function statusOf(program: RunningWithHost, head: string): Promise<number> {
  const body = head.includes("chunked") ? "1\r\nx\r\n" : "x";
  const begun = begin(program, head, { body });
  const line = await until(head, () => /^HTTP\/1\.1 (\d+)/.exec(begun.answer()), 4_000);
  begun.socket.destroy();
  return Number(line[1]);
}

const form = "Content-Type: application/x-www-form-urlencoded";
const json = "Content-Type: application/json";

Deno.test("what the head of a request tells is answered before its body has come", async (t) => {
  await using program = await startWithHost();
  const key = `Authorization: Bearer inv_${"x".repeat(43)}`;
  const heads: [number, string][] = [
    [404, `POST /nowhere/to/be/found\n${form}`],
    [404, `POST /v0/nowhere\n${json}`],
    [405, `POST /docs/api\n${form}`],
    [405, `PUT /calendar/ada/coffee\n${form}`],
    [405, `POST /health\n${form}`],
    [401, `POST /v0/event-types\n${json}`],
    [401, `POST /v0/event-types\n${json}\n${key}`],
    [401, `POST /mcp\n${json}`],
    [401, `PUT /v0/me/page/picture\n${json}`],
    [303, `POST /dashboard/settings/page?/upload\n${form}`],
    [403, `POST /calendar/ada/coffee\n${form}\nSec-Fetch-Site: cross-site`],
    [413, `POST /calendar/ada/coffee\n${form}`],
  ];
  for (const [status, head] of heads) {
    for (const length of ["Content-Length: 900000", "Transfer-Encoding: chunked"]) {
      if (status === 413 && length.startsWith("T")) continue;
      await t.step(`${status}: ${head.split("\n")[0]}, ${length}`, async () => {
        assert.equal(await statusOf(program, `${head}\n${length}`), status);
      });
    }
  }
  await t.step("429: a limit, of the API and of a page", async () => {
    const ask = (head: string) => statusOf(program, `${head}\nContent-Length: 9000`);
    await until("the limit", async () => await ask(`POST /v0/event-types\n${json}`) === 429);
    assert.equal(await ask(`POST /calendar/ada/coffee\n${form}`), 429);
  });
});

const length = 250_000;
const unfinished = `POST /calendar/ada/coffee\n${form}\nContent-Length: ${length + 1_000}`;
const MB = 1e6;

async function residentMb({ pid }: RunningWithHost): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1_024 / MB;
}

Deno.test("unfinished bodies of many clients take one budget of memory; the others come back", async () => {
  await using program = await startWithHost({ env: { INVITO_TRUSTED_PROXIES: "1" } });
  const before = await residentMb(program), body = "x".repeat(length);
  const all = Array.from(
    { length: 600 },
    (_, n) =>
      begin(program, `${unfinished}\nX-Forwarded-For: 203.0.${n >> 8}.${n & 255}`, { body }),
  );
  const refused = () => all.filter(({ answer }) => /^HTTP\/1\.1 503/.test(answer()));
  await until("the refusals", () => refused().length >= 300);
  const [{ answer } = assert.fail()] = refused();
  assert.match(answer(), /^retry-after: 5\r$/im);
  assert.match(answer(), /^connection: close\r$/im);
  const grown = await residentMb(program) - before;
  assert.ok(grown < 200, `${grown} MB more`);
  const visitor = startVisit(program.address);
  const page = await visitor.get("/calendar/ada/coffee", { "x-forwarded-for": "198.51.100.1" });
  assert.equal(page.status, 200);
  for (const { socket } of all) socket.destroy();
  const small = `POST /auth/sign-in\n${form}\nContent-Length: 1`;
  await until("room again", async () => await statusOf(program, small) < 500);
});

Deno.test("one client holds so many connections and so much memory, and nobody else waits", async () => {
  await using program = await startWithHost();
  const before = await residentMb(program), body = "x".repeat(length);
  const all = Array.from({ length: 600 }, () => begin(program, unfinished, { body }));
  await until("the end of most", () => all.filter(({ isClosed }) => isClosed()).length >= 500);
  const grown = await residentMb(program) - before;
  assert.ok(grown < 120, `${grown} MB more`);
  const head = `POST /auth/sign-in\n${form}\nContent-Length: 14`;
  const other = begin(program, head, { body: "email=a%40b.cd", from: "127.0.0.2" });
  await until("the answer to another", () => /^HTTP\/1\.1 [234]/.test(other.answer()));
  for (const { socket } of [...all, other]) socket.destroy();
});

Deno.test("the longest answers of a form and its longest note are taken", async () => {
  await using program = await startWithHost({}, async (app, host) => {
    const questions = Array.from({ length: 20 }, (_, n) => ({
      slug: `q${n}`,
      label: `Question ${n}`,
      kind: "long" as const,
      required: true,
      options: [],
    }));
    await addEventType(app, host, { slug: "talk", title: "Talk", decision: "instant", questions });
  });
  const visitor = startVisit(program.address);
  const offered = (await visitor.get("/calendar/ada/talk?tz=Europe/Berlin")).text;
  const slot = /slot=([^"&]+)/.exec(offered)?.[1];
  const opened = await visitor.get(`/calendar/ada/talk?tz=Europe/Berlin&slot=${slot}`);
  const path = opened.location!;
  const shown = formFields((await visitor.get(path)).text, /slot=/);
  const fields = Object.fromEntries(
    Object.keys(shown).map((
      name,
    ) => [name, /q\d+$/.test(name) ? "\u6642".repeat(answerLengths.long) : shown[name]!]),
  );
  const guest = { name: "Jo", email: "jo@example.net", note: "\u6642".repeat(2_000) };
  const sent = { ...fields, ...guest };
  assert.ok(new URLSearchParams(sent).toString().length > 190_000);
  const booked = await visitor.post(path, sent);
  assert.equal(booked.status, 303, booked.text.slice(0, 3_000));
});
