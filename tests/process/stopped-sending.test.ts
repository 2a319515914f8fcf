import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { Job } from "$lib/server/store/job.ts";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { startMisbehavingSmtp } from "../support/faulty-smtp-server.ts";
import { type Program } from "../support/program.ts";
import { type SeedStep, startWithHost } from "../support/running-program.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { ask } from "../support/town.ts";
import { until } from "../support/until.ts";
import { weekdayAfter } from "../support/seeded-town.ts";

/** A request whose two emails are due. */
const requested: SeedStep = async (app, host) => {
  const day = weekdayAfter(dateAt(app.now(), host.zone), 3);
  const start = startOfDay(day, host.zone) + 10 * HOUR;
  await ask(app, { start });
};

/** The emails of a store that no program holds. */
async function emailsIn(dataDir: string): Promise<Pick<Job, "state" | "attempts">[]> {
  const kv = await Deno.openKv(join(dataDir, "invito.db"));
  const found: Pick<Job, "state" | "attempts">[] = [];
  for await (const { value } of kv.list<Job>({ prefix: ["job"] })) {
    const { state, attempts, work } = value;
    if (work.kind === "send-email") found.push({ state, attempts });
  }
  kv.close();
  return found;
}

const settingsFor = (port: number) => ({
  INVITO_SMTP_HOST: "127.0.0.1",
  INVITO_SMTP_PORT: String(port),
  INVITO_SMTP_FROM: "Invito <invito@meet.example.org>",
});

/** Ends in order, and says nothing of a failed email. */
async function stopped(program: Program): Promise<void> {
  assert.equal(await program.stop("SIGTERM"), 0);
  assert.doesNotMatch(program.output().log, /"event":"job-|"event":"shutdown-timeout"/);
}

Deno.test("stopped while the mail server does not greet, emails stay as they were and go after the start", async () => {
  await using folder = await tempFolder();
  await using server = await startMisbehavingSmtp();
  const sockets: Socket[] = [];
  let isSilent = true;
  const front = createServer((socket) => {
    sockets.push(socket.on("error", () => socket.destroy()));
    if (!isSilent) socket.pipe(connect(server.port, "127.0.0.1")).pipe(socket);
  }).listen(0, "127.0.0.1");
  await once(front, "listening");
  const env = settingsFor((front.address() as AddressInfo).port);
  await using program = await startWithHost({ env, dataDir: folder.path }, requested);
  await until("both connections", () => sockets.length === 2);
  await stopped(program);
  const untouched = { state: "waiting" as const, attempts: 0 };
  assert.deepEqual(await emailsIn(folder.path), [untouched, untouched]);

  isSilent = false;
  await program.restart();
  await until("both emails", () => server.taken.length === 2);
  await stopped(program);
  const sent = { state: "done" as const, attempts: 1 };
  assert.deepEqual(await emailsIn(folder.path), [sent, sent]);
  assert.equal(server.taken.length, 2);
  for (const socket of sockets) socket.destroy();
  front.close();
});

Deno.test("stopped while the mail server takes emails, the program waits for its answers and sends none again", async () => {
  await using folder = await tempFolder();
  await using server = await startMisbehavingSmtp();
  const answers = Promise.withResolvers<void>();
  server.manners.hold = answers.promise;
  const env = settingsFor(server.port);
  await using program = await startWithHost({ env, dataDir: folder.path }, requested);
  await until("both emails", () => server.taken.length === 2);
  const ended = stopped(program);
  await until("the stop", () => program.output().log.includes('"event":"stopping"'));
  answers.resolve();
  await ended;
  const sent = { state: "done" as const, attempts: 1 };
  assert.deepEqual(await emailsIn(folder.path), [sent, sent]);
});
