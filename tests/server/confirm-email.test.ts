import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import { createHost } from "$lib/server/hosts.ts";
import type { SignInLetter } from "$lib/server/jobs/job.ts";
import type { Letter } from "$lib/server/mail/letter.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { sendKept } from "$lib/server/jobs/send-kept.ts";
import * as profile from "$lib/server/profile.ts";
import * as signIn from "$lib/server/sign-in.ts";
import { changeJob, getJob, listJobs, listJobsIn } from "$lib/server/store/jobs.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { keys } from "$lib/server/store/keys.ts";
import { countKept } from "$lib/server/store/letters.ts";
import type { TestApp } from "../support/app.ts";
import { doorApp } from "../support/door.ts";
import { aType, aWish, mondayTen } from "../support/installation.ts";
import { runDue } from "../support/whole-account.ts";

const HOUR = 3_600_000;
const address = "ada@example.org";

/** Ada came by the link of the console and has just given an address: it waits to be confirmed. */
async function newcomer() {
  const sent: Letter[] = [];
  const app = await doorApp({}, { sendMail: (letter) => Promise.resolve(void sent.push(letter)) });
  const made = await createHost(app, {
    name: "Ada",
    email: null,
    emailVerified: false,
    zone: "Europe/Berlin",
    preferredUsername: "ada",
    identity: null,
  });
  assert(made.ok);
  const changed = await profile.changeEmail(app, made.value, address);
  assert(changed.ok && changed.value.mailed);
  return { app, host: changed.value.host, sent };
}

async function confirmed(app: TestApp, hostId: string): Promise<void> {
  const { jobs } = await listJobs(app.kv, hostId, { limit: 100 });
  const job = jobs.find(({ work }) => work.kind === "sign-in-letter");
  assert(job?.work.kind === "sign-in-letter");
  const opened = await app.sealer.open(job.work.sealed, "sign-in-letter");
  const { token }: SignInLetter = JSON.parse(opened);
  assert((await signIn.enter(app, token, { name: "", zone: "" })).ok);
}

const toAda = (sent: Letter[]) =>
  sent.filter(({ to }) => to.address === address).map(({ subject }) => subject)
    .filter((subject) => !/verify your address/i.test(subject));

Deno.test("changeEmail: the address that waits is known until it is confirmed; a confirmed one stays in force", async () => {
  const { app, host } = await newcomer();
  using _ = app;
  assert.equal(host.email, null);
  assert.equal(profile.unconfirmedEmail(host), address);
  const again = await profile.confirmAgain(app, host);
  assert(again.ok && again.value.email === address);
  await confirmed(app, host.id);
  const now = (await getHost(app.kv, host.id))!;
  assert.deepEqual([now.email, now.emailVerified, now.pendingEmail], [address, true, null]);
  assert.equal(profile.unconfirmedEmail(now), null);
  assert.equal((await profile.confirmAgain(app, now)).ok, false);

  const other = await profile.changeEmail(app, now, "ada@example.net");
  assert(other.ok);
  assert.deepEqual([other.value.host.email, other.value.host.emailVerified], [address, true]);
  assert.equal(profile.unconfirmedEmail(other.value.host), "ada@example.net");
});

Deno.test("confirmEmail: requests that wait are emailed to their host, each once; what is over is not", async () => {
  const { app, host, sent } = await newcomer();
  using _ = app;
  await aType(app, host, { slug: "coffee", decision: "instant" });
  const asked = [];
  for (const n of [0, 1, 2]) {
    const outcome = await bookings.request(app, aWish({ start: mondayTen + n * HOUR }));
    assert(outcome.ok);
    asked.push(outcome.value.booking);
  }
  assert((await bookings.request(app, aWish({ slug: "coffee", start: mondayTen + 4 * HOUR }))).ok);
  await runDue(app);
  assert.equal(await countKept(app.kv, host.id), 4);
  assert.deepEqual(toAda(sent), []);
  const no = { hostId: host.id, revision: 1, message: "", anyway: false };
  assert((await bookings.reject(app, asked[1]!.id, no)).ok);
  await runDue(app);

  await confirmed(app, host.id);
  await runDue(app);
  const subjects = toAda(sent);
  assert.equal(subjects.length, 3, subjects.join("\n"));
  assert.equal(
    sent.filter(({ text, to }) => to.address === address && /\/reject/.test(text)).length,
    2,
  );
  assert.deepEqual(await listJobsIn(app.kv, host.id, "kept"), []);

  const work = { kind: "send-kept" as const, hostId: host.id };
  await sendKept(app, newJob({ hostId: host.id, work, dueAt: 0 }, app.now()));
  await runDue(app);
  assert.equal(toAda(sent).length, 3, "a second look sends nothing");
});

Deno.test("send-kept: an email that was begun before the address was there is sent when it turns out to be kept", async () => {
  const { app, host, sent } = await newcomer();
  using _ = app;
  assert((await bookings.request(app, aWish())).ok);
  const { jobs } = await listJobs(app.kv, host.id, { limit: 100 });
  const begun = jobs.find(({ work }) => work.kind === "letter" && work.letter === "please-decide")!;
  const running = async (state: "running" | "kept") => {
    const entry = await getJob(app.kv, begun.id);
    assert(entry.versionstamp !== null);
    await changeJob(app.kv, entry, { ...entry.value, state, dueAt: app.now() + HOUR });
  };
  await running("running");
  await confirmed(app, host.id);
  const work = { kind: "send-kept" as const, hostId: host.id };
  const look = () => sendKept(app, newJob({ hostId: host.id, work, dueAt: 0 }, app.now()));
  assert.equal((await look()).state, "waiting");
  await running("kept");
  assert.equal((await look()).state, "done");
  await runDue(app);
  assert.equal(toAda(sent).length, 1);
});

Deno.test("send-kept: a request that waits behind a thousand kept emails of the past is sent, too", async () => {
  const { app, host, sent } = await newcomer();
  using _ = app;
  const old = { kind: "letter" as const, letter: "guest-confirmed" as const, to: "guest" as const };
  for (let i = 0; i < 1_050; i += 50) {
    const op = app.kv.atomic();
    for (let n = i; n < i + 50; n++) {
      const work = { ...old, bookingId: `b${n}`, hostId: host.id, sequence: 0, at: 0 };
      const job = newJob({ hostId: host.id, work, dueAt: 0 }, app.now() - HOUR);
      op.set(keys.job(job.id), { ...job, state: "kept" });
      op.set(keys.jobIn(host.id, "kept", job.id), job.id);
    }
    await op.commit();
  }
  assert((await bookings.request(app, aWish())).ok);
  await runDue(app);
  await confirmed(app, host.id);
  await runDue(app);
  assert.equal(toAda(sent).length, 1);
});
