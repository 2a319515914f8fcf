import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { EmailKind } from "$lib/server/email/messages/registry.ts";
import type { Job } from "$lib/server/store/job.ts";
import { sendBookingEmail } from "$lib/server/jobs/send-email.ts";
import { LEASE_MS, openJobRunner } from "$lib/server/jobs/run.ts";
import { sendSignInEmail } from "$lib/server/jobs/send-sign-in-email.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import type { Email } from "$lib/server/email/email.ts";
import { openSmtp } from "$lib/server/email/send.ts";
import { EmailError } from "$lib/server/email/errors.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listJobsOfBooking, newJob } from "$lib/server/store/jobs.ts";
import { granted } from "../../support/granted.ts";
import { noon, type TestApp } from "../../support/test-app.ts";
import { addHost, ask, configuredApp, mondayTen } from "../../support/town.ts";
import { startMailTown } from "../../support/mail-server.ts";
import { type Opened, opened } from "../../support/parse-email.ts";
import { until } from "../../support/until.ts";
import { requires } from "../../support/required-programs.ts";
import { runDue } from "../../support/job-runs.ts";

/** A request of Grace's with Ada, and a mail server that keeps what it is given. */
async function asked(options: { mail?: "none" } = {}) {
  const sent: Email[] = [];
  const app = await configuredApp();
  if (options.mail !== "none") app.sendMail = (email) => Promise.resolve(void sent.push(email));
  const host = await addHost(app);
  const requested = await ask(app);
  return { app, host, sent, ...requested };
}

async function letterJob(app: TestApp, bookingId: string, kind: EmailKind): Promise<Job> {
  const jobs = await listJobsOfBooking(app.kv, bookingId);
  const job = jobs.find(({ work }) => work.kind === "send-email" && work.emailKind === kind);
  assert.ok(job, kind);
  return job;
}

function decision(host: Host) {
  return { hostId: host.id, revision: 1, message: "", force: false };
}

Deno.test("sendBookingEmail: the host's link decides, the guest's shows; neither stands in the job", async () => {
  const { app, booking, sent, token } = await asked();
  for (const kind of ["host-requested", "request-received"] as const) {
    const job = await letterJob(app, booking.id, kind);
    assert.deepEqual(await sendBookingEmail(app, job), { state: "done" });
    assert.doesNotMatch(JSON.stringify(job), /[A-Za-z0-9_-]{43}/);
  }
  const [toHost, toGuest] = sent;
  const secret = /\/booking\/([\w-]{43})\/confirm/.exec(toHost!.text)?.[1] ?? "";
  assert.equal((await bookings.findByLink(app, secret, "host"))?.booking.id, booking.id);
  assert.ok(toGuest!.text.includes(`http://localhost:8080/booking/${token}\n`));
  assert.ok(!JSON.stringify(toGuest).includes(secret));
});

Deno.test("sendBookingEmail: without a mail server an email is unsent, and superseded once the host decides", async () => {
  const { app, booking, host } = await asked({ mail: "none" });
  const runner = openJobRunner(app, jobHandlers);
  const states = async () =>
    Object.fromEntries(
      (await listJobsOfBooking(app.kv, booking.id)).flatMap(({ work, state }) =>
        work.kind === "send-email" ? [[work.emailKind, state]] : []
      ),
    );
  const settled = (...wanted: string[]) =>
    until(wanted.join(), async () => {
      runner.wake();
      const now = Object.values(await states());
      return now.every((state) => wanted.includes(state)) ? true : null;
    });
  await settled("unsent");
  assert.deepEqual(await states(), { "request-received": "unsent", "host-requested": "unsent" });
  assert.ok((await bookings.confirm(app, booking.id, decision(host))).ok);
  await settled("unsent", "superseded");
  await runner.stop(1_000);
  assert.deepEqual(await states(), {
    "request-received": "superseded",
    "host-requested": "superseded",
    "guest-confirmed": "unsent",
    "host-confirmed": "unsent",
  });
});

Deno.test("sendBookingEmail: for a host without an address emails are unsent, the guest's goes out", async () => {
  const { app, booking, host, sent } = await asked();
  await app.kv.set(keys.host(host.id), { ...host, email: null });
  const end = async (kind: EmailKind) =>
    await sendBookingEmail(app, await letterJob(app, booking.id, kind));
  assert.deepEqual(await end("host-requested"), { state: "unsent" });
  assert.deepEqual(await end("request-received"), { state: "done" });
  assert.deepEqual(sent.map((email) => email.to.address), ["grace@example.com"]);
});

Deno.test("sendBookingEmail: a superseded email is not sent", async () => {
  const { app, booking, host, sent } = await asked();
  const early = [
    await letterJob(app, booking.id, "host-requested"),
    await letterJob(app, booking.id, "request-received"),
  ];
  const late = { ...early[0]!, work: { ...early[0]!.work, sequence: 9 } } as Job;
  assert.deepEqual(await sendBookingEmail(app, late), { state: "superseded" });
  assert.ok((await bookings.reject(app, booking.id, decision(host))).ok);
  for (const job of early) {
    assert.deepEqual(await sendBookingEmail(app, job), { state: "superseded" });
  }
  assert.equal(sent.length, 0);
  assert.deepEqual(await sendBookingEmail(app, await letterJob(app, booking.id, "rejected")), {
    state: "done",
  });
});

Deno.test("sendBookingEmail: the previous time of an email is the one its reader was last notified of", async () => {
  const { app, booking, host, sent } = await asked();
  assert.ok((await bookings.confirm(app, booking.id, decision(host))).ok);
  const by = { actor: "host" as const, hostId: host.id, force: false };
  const moveTo = async (hours: number) => {
    const start = mondayTen + hours * HOUR;
    await granted(bookings.reschedule(app, booking.id, { by, start, revision: null, key: null }));
  };
  const drain = async () => {
    await runDue(app);
    return sent.splice(0).find(({ messageId }) => messageId.startsWith("<guest-rescheduled."))
      ?.text;
  };
  await drain();
  await moveTo(1);
  await moveTo(2);
  assert.match(
    (await drain())!,
    /The previous time was Monday, November 2, 2026, 4:00 AM–/,
    "nobody was told of five",
  );
  await moveTo(3);
  assert.match((await drain())!, /The previous time was Monday, November 2, 2026, 6:00 AM–/);
  await moveTo(1);
  await moveTo(3);
  assert.match((await drain())!, /rescheduled and is now back at its previous time/);
});

Deno.test("sendBookingEmail: an email that is running counts as sent where it began before the change", async () => {
  for (const [earlierMs, told] of [[0, "4:00"], [1, "5:00"]] as const) {
    const { app, booking, host, sent } = await asked();
    using _ = app;
    assert.ok((await bookings.confirm(app, booking.id, decision(host))).ok);
    const by = { actor: "host" as const, hostId: host.id, force: false };
    for (const hours of [1, 2]) {
      const start = mondayTen + hours * HOUR;
      await bookings.reschedule(app, booking.id, { by, start, revision: null, key: null });
    }
    const jobs = (await listJobsOfBooking(app.kv, booking.id)).filter(({ work }) =>
      work.kind === "send-email" && work.emailKind === "guest-rescheduled"
    );
    const [first, second] = jobs.sort((a, b) => sequenceOf(a) - sequenceOf(b));
    const dueAt = app.now() + LEASE_MS - earlierMs;
    await app.kv.set(keys.job(first!.id), { ...first, state: "running", dueAt });
    assert.deepEqual(await sendBookingEmail(app, second!), { state: "done" });
    assert.match(
      sent.at(-1)!.text,
      new RegExp(`previous time was Monday, November 2, 2026, ${told} AM`),
    );
  }
});

const sequenceOf = ({ work }: Job) => work.kind === "send-email" ? work.sequence : 0;

Deno.test("sendBookingEmail: past the deadline no host is asked to decide", async () => {
  const { app, booking } = await asked();
  const job = await letterJob(app, booking.id, "host-requested");
  app.at(booking.reservedUntil!);
  assert.deepEqual(await sendBookingEmail(app, job), { state: "superseded" });
});

Deno.test("sendBookingEmail: a booking that is gone takes its emails along", async () => {
  const { app, booking } = await asked();
  const job = await letterJob(app, booking.id, "host-requested");
  await app.kv.delete(keys.booking(booking.id));
  assert.deepEqual(await sendBookingEmail(app, job), { state: "superseded" });
});

Deno.test("sendBookingEmail: a refused recipient fails the job without the address; other errors are retried", async () => {
  const { app, booking } = await asked();
  const job = await letterJob(app, booking.id, "request-received");
  const response = "550 5.1.1 <grace@example.com>: no such user";
  app.sendMail = () => Promise.reject(new EmailError("recipient", response));
  assert.deepEqual(await sendBookingEmail(app, job), {
    state: "failed",
    error: {
      from: "mail-server",
      code: "recipient",
      detail: "550 5.1.1 <[address]>: no such user",
    },
  });
  app.sendMail = () => Promise.reject(new EmailError("signIn", "535 no"));
  await assert.rejects(sendBookingEmail(app, job), /signIn: 535 no/);
});

Deno.test("sendSignInEmail: sends the link while it is good, never later, and stores nothing", async () => {
  const { app, host, sent } = await asked();
  const input = {
    purpose: "sign-in",
    recipient: { name: host.name, address: host.email },
    token: "t".repeat(43),
    expiresAt: noon + 900_000,
  };
  const sealed = await app.sealer.seal(JSON.stringify(input), "send-sign-in-email");
  const job = newJob({
    hostId: host.id,
    work: { kind: "send-sign-in-email", hostId: host.id, sealedEmail: sealed },
    dueAt: noon,
  }, noon);
  assert.deepEqual(await sendSignInEmail(app, job), { state: "done" });
  assert.match(sent[0]!.text, /\/auth\/verify\?token=t{43}\n/);
  assert.match(sent[0]!.text, /13:15\s+\(Europe\/Berlin, GMT\+1\)/);
  assert.ok(!sent[0]!.messageId.includes("ttt"));
  app.at(input.expiresAt);
  assert.deepEqual(await sendSignInEmail(app, job), { state: "superseded" });
  app.at(noon);
  app.sendMail = null;
  assert.deepEqual(await sendSignInEmail(app, job), { state: "superseded" });
});

Deno.test(
  "emails: the mail server is stopped and started again: each email arrives, once",
  requires("mail"),
  async () => {
    await using town = await startMailTown();
    if (!town) return;
    const stopping = new AbortController();
    const { app, booking } = await asked();
    const server = { host: town.host, port: town.ports.plain, user: "", password: "" };
    app.sendMail = openSmtp(server, {
      domain: "meet.example.org",
      stopping: stopping.signal,
      security: "none",
    });
    app.settings.smtp = { ...server, from: { name: "Invito", address: "invito@meet.example.org" } };
    await town.stop();

    const runner = openJobRunner(app, jobHandlers);
    const emails = async () =>
      (await listJobsOfBooking(app.kv, booking.id)).filter(({ work }) =>
        work.kind === "send-email"
      );
    const all = (is: (job: Job) => boolean) => async () => (await emails()).every(is) ? true : null;
    runner.wake();
    await until(
      "a failed try of both",
      all(({ attempts, state }) => attempts === 1 && state === "waiting"),
    );
    for (const { lastError } of await emails()) assert.equal(lastError?.code, "unreachable");

    await town.start();
    app.at(noon + MINUTE);
    runner.wake();
    await until("both sent", all(({ state }) => state === "done"));
    app.at(noon + HOUR);
    runner.wake();
    await runner.stop(5_000);
    stopping.abort();
    for (const address of ["grace@example.com", "ada@example.org"]) {
      const arrived: Opened[] = await Promise.all((await town.emails(address)).map(opened));
      assert.equal(arrived.length, 1, address);
      assert.match(arrived[0]!.messageId, new RegExp(`\\.${booking.id}@localhost>$`));
    }
  },
);
