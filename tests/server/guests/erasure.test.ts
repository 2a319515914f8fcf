import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as guestData from "$lib/server/guests/erasure.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { searchBookings } from "$lib/server/store/search.ts";
import { purge } from "$lib/server/jobs/purge.ts";
import type { JobWork } from "$lib/server/store/job.ts";
import { getGuestsErasedUntil } from "$lib/server/store/guests.ts";
import { newJob, writeJob } from "$lib/server/store/jobs.ts";
import type { App } from "$lib/server/app.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";
import { ask, fullAccount, traces } from "../../support/full-account.ts";
import { runDue } from "../../support/job-runs.ts";

Deno.test("eraseGuestData: of a guest nothing stays in any record, of the meeting its times and its end", async () => {
  const whole = await fullAccount(), { app } = whole;
  const { past } = whole.meetings;
  const before = (await getBooking(app.kv, past.id))!;
  assert((await traces(app.kv, ["guestling-1", "Guestling 1", "Note 1"])).length > 0);
  assert.equal(
    (await searchBookings(app.kv, whole.host.id, all("guestling-1"), 9)).bookings.length,
    1,
  );

  const found = await guestData.countGuestBookings(app, whole.host.id, " GUESTLING-1@example.net");
  assert.equal(found.all, 1);
  const done = await guestData.eraseGuestData(app, whole.host, "Guestling-1@Example.net");
  assert.deepEqual(done, { erased: 1, upcoming: [], inProgress: 0 });

  const ofIt = await traces(app.kv, [past.id]);
  assert.deepEqual(
    ofIt.filter((line) => /guestling|Note 1|Gladly|word_of|"link":"|job/.test(line)),
    [],
  );
  assert.deepEqual(await traces(app.kv, ["guestling-1", "Guestling 1"]), []);
  const after = (await getBooking(app.kv, past.id))!;
  const preserved = (
    { start, end, status, type, createdAt, changedAt, changedBy }: typeof after,
  ) => ({
    start,
    end,
    status,
    type,
    createdAt,
    changedAt,
    changedBy,
  });
  assert.deepEqual(preserved(after), preserved(before));
  assert.equal(after.guest.name, "Erased guest");
  const story = await listHistory(app.kv, past.id);
  assert.deepEqual(story.map(({ event }) => event), ["requested", "confirmed"]);
  assert.equal(await bookings.findByLink(app, past.token, "guest"), null);
  assert.equal(
    (await searchBookings(app.kv, whole.host.id, all("guestling-1"), 9)).bookings.length,
    0,
  );
  assert.equal(
    (await guestData.countGuestBookings(app, whole.host.id, "guestling-1@example.net")).all,
    0,
  );
  assert.equal(
    (await guestData.countGuestBookings(app, whole.host.id, "")).all,
    0,
    "nobody's address is nobody",
  );
});

Deno.test("eraseGuestData: an upcoming meeting is named and stays; cancelled, it goes once its emails are out", async () => {
  const whole = await fullAccount(), { app } = whole;
  const { confirmed: agreed } = whole.meetings;
  const email = "guestling-2@example.net";
  const refused = await guestData.eraseGuestData(app, whole.host, email);
  assert.equal(refused.erased, 0);
  assert.deepEqual(refused.upcoming.map(({ id }) => id), [agreed.id]);
  assert.equal((await getBooking(app.kv, agreed.id))?.guest.email, email);

  const by = { actor: "host" as const, hostId: whole.host.id };
  assert((await bookings.cancel(app, agreed.id, { by, reason: "", revision: null })).ok);
  const early = await guestData.eraseGuestData(app, whole.host, email);
  assert.deepEqual([early.erased, early.inProgress], [0, 1], "the guest is told first");
  await runDue(app);
  assert(whole.emails.some(({ to, subject }) => to.address === email && /cancel/i.test(subject)));
  assert.equal((await guestData.eraseGuestData(app, whole.host, email)).erased, 1);
  assert.deepEqual(await traces(app.kv, [email]), []);
});

Deno.test("eraseGuestData: another host's guests of the same address stay", async () => {
  const whole = await fullAccount(), { app } = whole;
  const other = { ...whole.host, id: "somebody-else" };
  assert.equal((await guestData.eraseGuestData(app, other, "guestling-1@example.net")).erased, 0);
  assert((await traces(app.kv, ["guestling-1"])).length > 0);
});

Deno.test("eraseExpiredGuestData: off until it is set; then so many days after the meeting, to the instant", async () => {
  const whole = await fullAccount(), { app } = whole;
  const { past } = whole.meetings;
  const known = async () => (await getBooking(app.kv, past.id))!.guest.email !== "";
  const end = mondayTen + 2.5 * HOUR;
  app.at(end + 400 * DAY);
  await runDue(app);
  await clear(app);
  assert(await known(), "nobody asked for it");

  for (const days of [0, 3651, 1.5]) {
    assert(!(await guestData.setGuestRetention(app, whole.host.id, days)).ok, String(days));
  }
  assert((await guestData.setGuestRetention(app, whole.host.id, 401)).ok);
  app.at(end + 401 * DAY);
  await clear(app);
  assert(await known());
  app.at(end + 401 * DAY + 1);
  await clear(app);
  assert(!await known());
  const later = (await getHost(app.kv, whole.host.id))!;
  assert.equal(later.guestRetentionDays, 401);
  assert((await guestData.setGuestRetention(app, whole.host.id, null)).ok);
});

Deno.test("eraseExpiredGuestData: a meeting with unsent emails waits for the next run, and many go in steps", async () => {
  const whole = await fullAccount(), { app } = whole;
  for (let n = 0; n < 10; n++) await ask(app, mondayTen + 14 * DAY + n * HOUR / 2, 20 + n);
  assert((await guestData.setGuestRetention(app, whole.host.id, 1)).ok);
  app.at(mondayTen + 30 * DAY);
  const host = (await getHost(app.kv, whole.host.id))!;
  assert.equal(
    await guestData.eraseExpiredGuestData(app, host, app.now(), 100),
    false,
    "all their expiries still wait",
  );
  assert((await traces(app.kv, ["guestling-20"])).length > 0);
  await runDue(app);
  let steps = 1;
  while (await guestData.eraseExpiredGuestData(app, host, app.now(), 4)) steps++;
  assert(steps >= 3, `${steps} steps`);
  assert.deepEqual(await traces(app.kv, ["guestling-"]), []);
});

const all = (text: string) => ({ text, status: null, typeId: null });

async function clear(app: App): Promise<void> {
  const work = { kind: "purge" as const };
  await purge(app, newJob({ hostId: "", work, dueAt: 0 }, app.now()));
}

Deno.test("eraseGuestData: a booking often rescheduled goes with all its emails, in several commits", async () => {
  const whole = await fullAccount(), { app } = whole;
  const { past } = whole.meetings;
  for (let n = 0; n < 300; n++) {
    const at = app.now();
    const work: JobWork = {
      kind: "send-email",
      emailKind: "request-received",
      to: "guest",
      bookingId: past.id,
      hostId: whole.host.id,
      sequence: n,
      at,
    };
    const job = newJob({ hostId: whole.host.id, work, dueAt: at }, at);
    const state = n % 2 ? "superseded" as const : "unsent" as const;
    await writeJob(app.kv.atomic(), { ...job, state, doneAt: at }).commit();
  }
  assert.equal(
    (await guestData.eraseGuestData(app, whole.host, "guestling-1@example.net")).erased,
    1,
  );
  const left = await traces(app.kv, [past.id]);
  assert.deepEqual(left.filter((line) => /job/.test(line)), []);
});

Deno.test("eraseExpiredGuestData: a step that stops continues from there, whatever became of the meetings", async () => {
  const whole = await fullAccount(), { app } = whole;
  for (let n = 0; n < 9; n++) {
    const { id } = await ask(app, mondayTen + 14 * DAY + n * HOUR / 2, 20 + n);
    const decision = { hostId: whole.host.id, revision: 1, message: "", force: true };
    if (n % 3 === 1) assert((await bookings.confirm(app, id, decision)).ok);
    if (n % 3 === 2) assert((await bookings.reject(app, id, decision)).ok);
  }
  assert((await guestData.setGuestRetention(app, whole.host.id, 1)).ok);
  app.at(mondayTen + 30 * DAY);
  await runDue(app);
  const host = (await getHost(app.kv, whole.host.id))!;
  let before = -1;
  while (await guestData.eraseExpiredGuestData(app, host, app.now(), 3)) {
    const upTo = await getGuestsErasedUntil(app.kv, host.id);
    assert(upTo > before, "it does not look at the same ones again and again");
    before = upTo;
  }
  assert.deepEqual(await traces(app.kv, ["guestling-"]), []);
});

Deno.test("countGuestBookings and eraseGuestData: a name of any number of words hides nobody's address", async () => {
  const whole = await fullAccount(), { app } = whole;
  const name = Array.from({ length: 60 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join(" ");
  const email = "hidden@example.net";
  const input = bookingRequest({
    start: mondayTen + 14 * DAY,
    guest: { name, email },
  });
  assert((await bookings.request(app, input)).ok);
  assert.equal((await guestData.countGuestBookings(app, whole.host.id, email)).all, 1);
});
