import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import * as hostEmails from "$lib/server/jobs/host-emails.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { changeJob, getJob, listJobsOfBooking, newJob, writeJob } from "$lib/server/store/jobs.ts";
import {
  countFailedEmails,
  countUnsentEmails,
  isEmailJob,
  listEmailJobs,
} from "$lib/server/store/email-jobs.ts";
import type { JobState } from "$lib/server/store/job.ts";
import { type TestApp, testHost } from "../../support/test-app.ts";
import { ask, town } from "../../support/town.ts";

/** Ada's email to Grace, in a state. */
async function aLetter(state: JobState) {
  const { app, host } = await town();
  const requested = await ask(app);
  const { emails: all } = await listEmailJobs(app.kv, host.id, { limit: 10 });
  const { id } = all.find(({ work }) => work.to === "guest")!;
  const entry = await getJob(app.kv, id);
  assert.ok(entry.versionstamp !== null);
  const lastError = { from: "mail-server" as const, code: "later", detail: "450 no" };
  await changeJob(app.kv, entry, { ...entry.value, state, attempts: 3, lastError });
  const now = async () => (await getJob(app.kv, id)).value!;
  return { app, host, id, now, booking: requested.booking };
}

Deno.test("resendEmail: an unsent, failed, waiting or sent email goes out again at once", async () => {
  for (const state of ["unsent", "failed", "waiting", "done"] as const) {
    const { app, host, id, now } = await aLetter(state);
    using _ = app;
    assert.ok((await hostEmails.resendEmail(app, host.id, id)).ok, state);
    const { state: after, attempts, dueAt } = await now();
    assert.deepEqual([after, attempts, dueAt], ["waiting", 0, app.now()], state);
  }
});

Deno.test("resendEmail: a sent email goes again under a new Message-ID, an unsent one under its first", async () => {
  const idOf = async (app: TestApp, hostId: string, id: string) =>
    (await hostEmails.previewEmail(app, hostId, id))?.rendered?.email.messageId;
  for (const [state, isOther] of [["done", true], ["failed", false]] as const) {
    const { app, host, id } = await aLetter(state);
    using _ = app;
    const first = await idOf(app, host.id, id);
    assert.ok((await hostEmails.resendEmail(app, host.id, id)).ok);
    assert.equal(await idOf(app, host.id, id) !== first, isOther, state);
  }
});

Deno.test("resendEmail: refused for another host, for one that is being sent, and for a superseded one", async () => {
  const { app, host, id, booking, now } = await aLetter("failed");
  const refusal = async (hostId: string) => {
    const sent = await hostEmails.resendEmail(app, hostId, id);
    return sent.ok ? null : sent.refusal.code;
  };
  const stranger = await testHost(app, { username: "eve" });
  assert.equal(await refusal(stranger.id), "not-found");
  const decision = { hostId: host.id, revision: booking.revision, message: "", force: false };
  assert.ok((await bookings.reject(app, booking.id, decision)).ok);
  assert.equal(await refusal(host.id), "changed");
  assert.equal((await now()).state, "failed");

  const running = await aLetter("running");
  const sent = await hostEmails.resendEmail(running.app, running.host.id, running.id);
  assert.equal(!sent.ok && sent.refusal.code, "in-progress");
});

Deno.test("dismissEmail: removes an unsent or failed email from the count; a sent one stays sent", async () => {
  const { app, host, id, now } = await aLetter("unsent");
  assert.equal(await countUnsentEmails(app.kv, host.id), 1);
  assert.ok((await hostEmails.dismissEmail(app, host.id, id)).ok);
  assert.equal((await now()).state, "superseded");
  assert.equal(await countUnsentEmails(app.kv, host.id), 0);

  const sent = await aLetter("done");
  assert.equal((await hostEmails.dismissEmail(sent.app, sent.host.id, sent.id)).ok, false);
});

Deno.test("countFailedEmails: an email counts until it is sent or dismissed; failed jobs of other kinds do not", async () => {
  const { app, host, id, booking } = await aLetter("failed");
  const [about] = (await listJobsOfBooking(app.kv, booking.id)).filter((job) => !isEmailJob(job));
  const entry = await getJob(app.kv, about!.id);
  assert.ok(entry.versionstamp !== null);
  await changeJob(app.kv, entry, { ...entry.value, state: "failed" });
  assert.equal(await countFailedEmails(app.kv, host.id), 1);
  assert.equal(await countFailedEmails(app.kv, (await testHost(app, { username: "eve" })).id), 0);
  assert.ok((await hostEmails.dismissEmail(app, host.id, id)).ok);
  assert.equal(await countFailedEmails(app.kv, host.id), 0);
});

Deno.test("previewEmail: another host's email is not found; one whose booking is gone has no content", async () => {
  const { app, host, id, booking } = await aLetter("unsent");
  const stranger = await testHost(app, { username: "eve" });
  assert.equal(await hostEmails.previewEmail(app, stranger.id, id), null);
  assert.match(
    (await hostEmails.previewEmail(app, host.id, id))!.rendered!.email.subject,
    /^Request sent: /,
  );
  await app.kv.delete(keys.booking(booking.id));
  assert.equal((await hostEmails.previewEmail(app, host.id, id))!.rendered, null);
});

Deno.test("listEmailJobs: newest first, page after page, emails only", async () => {
  const { app, host } = await aLetter("unsent");
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof listEmailJobs>> = await listEmailJobs(app.kv, host.id, {
      limit: 1,
      cursor,
    });
    seen.push(...page.emails.map(({ work }) => work.emailKind));
    cursor = page.cursor;
  }
  assert.deepEqual(seen.sort(), ["host-requested", "request-received"]);
});

Deno.test("listEmailJobs: behind thousands of other jobs in bounded steps", async () => {
  const { app, host } = await aLetter("unsent");
  const work = { kind: "erase-account" as const, hostId: host.id };
  for (let n = 0; n < 45; n++) {
    const op = app.kv.atomic();
    for (let i = 0; i < 50; i++) {
      writeJob(op, newJob({ hostId: host.id, work, dueAt: 0 }, app.now() + 1 + n));
    }
    await op.commit();
  }
  const first = await listEmailJobs(app.kv, host.id, { limit: 1 });
  assert.equal(first.emails.length, 0);
  const next = await listEmailJobs(app.kv, host.id, { limit: 1, cursor: first.cursor! });
  assert.equal(next.emails.length, 1);
  const last = await listEmailJobs(app.kv, host.id, { limit: 5, cursor: next.cursor! });
  assert.deepEqual([last.emails.length, last.cursor], [1, null]);
});

Deno.test("previewEmail: without the secrets of its links where they are hidden", async () => {
  const { app, host, booking } = await aLetter("unsent");
  for (const { id, work } of await listJobsOfBooking(app.kv, booking.id)) {
    if (work.kind !== "send-email") continue;
    const shown = await hostEmails.previewEmail(app, host.id, id);
    const hidden = await hostEmails.previewEmail(app, host.id, id, true);
    const textOf = (preview: typeof shown) => {
      const { text = "", html = "" } = preview?.rendered?.email ?? {};
      return text + html;
    };
    assert.match(textOf(shown), /\/booking\/[\w-]{43}/);
    assert.match(textOf(hidden), /\/booking\/…/);
    assert.doesNotMatch(textOf(hidden), /[\w-]{43}/);
  }
});
