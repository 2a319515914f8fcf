import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { SignInEmail } from "$lib/server/email/messages/sign-in.ts";
import type { Email } from "$lib/server/email/email.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { sendUnsentEmails } from "$lib/server/jobs/send-unsent.ts";
import * as hostEmail from "$lib/server/auth/host-email.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import * as signIn from "$lib/server/auth/sign-in-links.ts";
import { changeJob, getJob, listJobs, listJobsNeedingAttention } from "$lib/server/store/jobs.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { countUnsentEmails } from "$lib/server/store/email-jobs.ts";
import type { TestApp } from "../../support/test-app.ts";
import { signInApp } from "../../support/sign-in-app.ts";
import { addEventType, addHost, ask, mondayTen, outboxOf } from "../../support/town.ts";
import { granted } from "../../support/granted.ts";
import { runDue } from "../../support/job-runs.ts";

const address = "ada@example.org";

/** Ada came by the link of the console and has just given an address: it waits to be confirmed. */
async function newcomer() {
  const app = await signInApp(), sent = outboxOf(app);
  const made = await addHost(app, { name: "Ada", email: null, emailVerified: false });
  const changed = await granted(hostEmail.changeEmail(app, made, address));
  assert(changed.mailed);
  return { app, host: changed.host, sent };
}

async function confirmed(app: TestApp, hostId: string): Promise<void> {
  const { jobs } = await listJobs(app.kv, hostId, { limit: 100 });
  const job = jobs.find(({ work }) => work.kind === "send-sign-in-email");
  assert(job?.work.kind === "send-sign-in-email");
  const opened = await app.sealer.open(job.work.sealedEmail, "send-sign-in-email");
  const { token }: SignInEmail = JSON.parse(opened);
  assert((await signIn.useLink(app, token, { name: "", zone: "", language: "en" })).ok);
}

const toAda = (sent: Email[]) =>
  sent.filter(({ to }) => to.address === address).map(({ subject }) => subject)
    .filter((subject) => !/confirm your email address/i.test(subject));

Deno.test("changeEmail: the address that waits is known until it is confirmed; a confirmed one stays in force", async () => {
  const { app, host } = await newcomer();
  assert.equal(host.email, null);
  assert.equal(profile.unverifiedEmail(host), address);
  const again = await granted(hostEmail.resendVerification(app, host));
  assert(again.email === address);
  await confirmed(app, host.id);
  const now = (await getHost(app.kv, host.id))!;
  assert.deepEqual([now.email, now.emailVerified, now.pendingEmail], [address, true, null]);
  assert.equal(profile.unverifiedEmail(now), null);
  assert.equal((await hostEmail.resendVerification(app, now)).ok, false);

  const other = await granted(hostEmail.changeEmail(app, now, "ada@example.net"));
  assert.deepEqual([other.host.email, other.host.emailVerified], [address, true]);
  assert.equal(profile.unverifiedEmail(other.host), "ada@example.net");
});

Deno.test("confirmEmail: requests that wait are emailed to their host, each once; what is over is not", async () => {
  const { app, host, sent } = await newcomer();
  await addEventType(app, host, { slug: "coffee", decision: "instant" });
  const requested = [];
  for (const n of [0, 1, 2]) {
    const outcome = await ask(app, { start: mondayTen + n * HOUR });
    requested.push(outcome.booking);
  }
  await ask(app, { slug: "coffee", start: mondayTen + 4 * HOUR });
  await runDue(app);
  assert.equal(await countUnsentEmails(app.kv, host.id), 4);
  assert.deepEqual(toAda(sent), []);
  const no = { hostId: host.id, revision: 1, message: "", force: false };
  assert((await bookings.reject(app, requested[1]!.id, no)).ok);
  await runDue(app);

  await confirmed(app, host.id);
  await runDue(app);
  const subjects = toAda(sent);
  assert.equal(subjects.length, 3, subjects.join("\n"));
  assert.equal(
    sent.filter(({ text, to }) => to.address === address && /\/reject/.test(text)).length,
    2,
  );
  assert.deepEqual(await listJobsNeedingAttention(app.kv, host.id, "unsent"), []);

  const work = { kind: "send-unsent" as const, hostId: host.id };
  await sendUnsentEmails(app, newJob({ hostId: host.id, work, dueAt: 0 }, app.now()));
  await runDue(app);
  assert.equal(toAda(sent).length, 3, "a second look sends nothing");
});

Deno.test("send-unsent: an email begun before the address was there is sent when it turns out to be unsent", async () => {
  const { app, host, sent } = await newcomer();
  await ask(app);
  const { jobs } = await listJobs(app.kv, host.id, { limit: 100 });
  const begun = jobs.find(({ work }) =>
    work.kind === "send-email" && work.emailKind === "host-requested"
  )!;
  const running = async (state: "running" | "unsent") => {
    const entry = await getJob(app.kv, begun.id);
    assert(entry.versionstamp !== null);
    await changeJob(app.kv, entry, { ...entry.value, state, dueAt: app.now() + HOUR });
  };
  await running("running");
  await confirmed(app, host.id);
  const work = { kind: "send-unsent" as const, hostId: host.id };
  const look = () => sendUnsentEmails(app, newJob({ hostId: host.id, work, dueAt: 0 }, app.now()));
  assert.equal((await look()).state, "waiting");
  await running("unsent");
  assert.equal((await look()).state, "done");
  await runDue(app);
  assert.equal(toAda(sent).length, 1);
});

Deno.test("send-unsent: a request that waits behind a thousand unsent emails of the past is sent, too", async () => {
  const { app, host, sent } = await newcomer();
  const old = {
    kind: "send-email" as const,
    emailKind: "guest-confirmed" as const,
    to: "guest" as const,
  };
  for (let i = 0; i < 1_050; i += 50) {
    const op = app.kv.atomic();
    for (let n = i; n < i + 50; n++) {
      const work = { ...old, bookingId: `b${n}`, hostId: host.id, sequence: 0, at: 0 };
      const job = newJob({ hostId: host.id, work, dueAt: 0 }, app.now() - HOUR);
      op.set(keys.job(job.id), { ...job, state: "unsent" });
      op.set(keys.jobIn(host.id, "unsent", job.id), job.id);
    }
    await op.commit();
  }
  await ask(app);
  await runDue(app);
  await confirmed(app, host.id);
  await runDue(app);
  assert.equal(toAda(sent).length, 1);
});
