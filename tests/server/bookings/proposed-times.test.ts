/** A guest takes a time that a host has proposed: whose yes counts, and for which times. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getBooking, getSeries, listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { byGuest } from "../../support/booked-meeting.ts";
import { MortalStore } from "../../support/crashing-store.ts";
import { granted, refusal } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import { block } from "../../support/team-town.ts";
import { assertSound, later, propose, take } from "../../support/proposed-times.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import type { TestApp } from "../../support/test-app.ts";
import { agree, ask, configuredApp, mondayTen, outboxOf, town } from "../../support/town.ts";

const latest = mondayTen + 4 * HOUR, tuesday = mondayTen + DAY;
const nothing = busyCalendar(() => Promise.resolve([]));

async function asked(openCalendar = nothing) {
  const { app, host } = await town({ app: { openCalendar } });
  await connectCalendar(app, host);
  const { booking } = await ask(app);
  return { app, host, booking };
}

async function emailsOf(app: TestApp, { id }: Booking): Promise<string[]> {
  return (await listJobsOfBooking(app.kv, id)).flatMap(({ work }) =>
    work.kind === "send-email" ? [`${work.emailKind} ${work.to}`] : []
  ).sort();
}

Deno.test("a proposed time that the guest takes is confirmed, with all that a host's yes brings", async () => {
  const { app, host, booking } = await asked();
  const was = await propose(app, booking, host, [tuesday, latest]);
  assert(await bookings.isAgreed(app, was, latest));
  assert.equal(was.status, "PENDING");
  const is = await granted(take(app, was, tuesday));
  assert.deepEqual(
    [is.status, is.start, is.reservedUntil, is.proposed, is.message, is.revision],
    ["CONFIRMED", tuesday, null, [], "", was.revision + 1],
  );
  assert.deepEqual([is.decidedAt, is.changedBy, is.mayInvite], [app.now(), "guest", true]);
  const other = await ask(app, { start: tuesday + HOUR });
  const likewise = await agree(app, other.booking);
  assert.deepEqual(is.organizer, likewise.organizer);
  const before = await emailsOf(app, booking);
  assert.deepEqual(
    before.filter((each) => /confirmed/.test(each)),
    (await emailsOf(app, likewise)).filter((each) => /confirmed/.test(each)),
  );
  assert.deepEqual(before.filter((each) => each.startsWith("host-requested")).length, 1);
  const workOf = async ({ id }: Booking) =>
    new Set((await listJobsOfBooking(app.kv, id)).map(({ work }) => work.kind));
  assert.deepEqual(await workOf(is), await workOf(likewise));
  const { by, event, proposedBy, start } = (await listHistory(app.kv, booking.id)).at(-1)!;
  assert.deepEqual([by, event, proposedBy, start], ["guest", "confirmed", host.id, tuesday]);
  await assertSound(app);
});

Deno.test("taken twice, at the same moment or one after the other, it is confirmed once", async () => {
  const { app, host, booking } = await asked();
  const was = await propose(app, booking, host);
  const both = await Promise.all([take(app, was), take(app, was), take(app, was)]);
  assert.deepEqual(both.map((each) => each.ok && each.value.status), Array(3).fill("CONFIRMED"));
  const history = await listHistory(app.kv, booking.id);
  assert.equal(history.filter(({ event }) => event === "confirmed").length, 1);
  const kinds = await emailsOf(app, booking);
  assert.equal(kinds.filter((kind) => kind === "guest-confirmed guest").length, 1);
});

Deno.test("any other time stays a request, and what was proposed before confirms nothing", async () => {
  const { app, host, booking } = await asked();
  const other = await granted(take(app, await propose(app, booking, host), latest));
  assert.deepEqual([other.status, other.start, other.proposed], ["PENDING", latest, []]);
  const stale = await granted(take(app, other));
  assert.deepEqual([stale.status, stale.start], ["PENDING", later]);
  const first = await propose(app, stale, host, [latest]);
  const second = await propose(app, first, host, [mondayTen]);
  assert.equal(refusal(await take(app, first, latest)).code, "changed");
  const replaced = await granted(take(app, second, latest));
  assert.equal(replaced.status, "PENDING");
});

Deno.test("a request that was declined or has expired is not confirmed by its proposal", async () => {
  for (const how of ["declined", "expired"] as const) {
    const { app, host, booking } = await asked();
    using _ = app;
    const was = await propose(app, booking, host);
    if (how === "expired") app.at(was.reservedUntil!);
    else {
      const decision = { hostId: host.id, revision: was.revision, message: "", force: false };
      await granted(bookings.reject(app, was.id, decision));
    }
    const none = refusal(await bookings.reschedule(app, was.id, { ...byGuest, start: later }));
    assert.equal(none.code, how === "expired" ? "expired" : "already-rejected");
    assert.notEqual((await getBooking(app.kv, was.id))!.status, "CONFIRMED");
  }
});

Deno.test("taken meanwhile: refused with other times, whether by a booking or by a calendar", async () => {
  let busy: { start: number; end: number }[] = [];
  const { app, host, booking } = await asked(busyCalendar(() => Promise.resolve(busy)));
  const was = await propose(app, booking, host, [later, latest]);
  const rival = await ask(app, { start: later, guest: { email: "rival@example.com" } });
  busy = [{ start: latest, end: latest + HOUR }];
  for (const start of [later, latest]) {
    const { code, alternatives } = refusal(await take(app, was, start));
    assert.equal(code, "taken");
    assert(alternatives!.length > 0);
  }
  assert.deepEqual((await getBooking(app.kv, was.id))!.proposed, [later, latest]);
  assert.equal(rival.booking.status, "PENDING");
  await assertSound(app);
});

Deno.test("two guests take the one time that was proposed to both: one of them has it", async () => {
  const { app, host, booking } = await asked();
  const second = await ask(app, {
    start: mondayTen + HOUR,
    guest: { email: "rival@example.com" },
  });
  const both = [
    await propose(app, booking, host),
    await propose(app, second.booking, host),
  ];
  const taken = await Promise.all(both.map((was) => take(app, was)));
  assert.deepEqual(taken.map((each) => each.ok ? "ok" : each.refusal.code).sort(), ["ok", "taken"]);
  await assertSound(app);
});

Deno.test("a calendar that does not answer, or is not fresh, leaves it a request", async () => {
  const away = busyCalendar(() => Promise.reject(new Error("away")));
  for (const [open, state] of [[away, {}], [nothing, { syncedAt: 0 }]] as const) {
    const { app, host } = await town({ app: { openCalendar: open } });
    using _ = app;
    const { booking } = await ask(app);
    await connectCalendar(app, host, [], state);
    const is = await granted(take(app, await propose(app, booking, host)));
    assert.deepEqual([is.status, is.start], ["PENDING", later]);
  }
});

Deno.test("“Confirm anyway” is said of an instant type, and confirms nothing on approval", async () => {
  const openCalendar = busyCalendar(() => Promise.reject(new Error("away")));
  for (const [decision, status] of [["approval", "PENDING"], ["instant", "CONFIRMED"]] as const) {
    const { app, host, type } = await town({
      app: { openCalendar },
      type: { slug: "lax", whenCalendarStale: "ignore" },
    });
    using _ = app;
    await connectCalendar(app, host, [], { syncedAt: 0 });
    const { booking } = await ask(app, { slug: type.slug });
    await app.kv.set(keys.eventType(host.id, type.id), { ...type, decision });
    const is = await granted(take(app, await propose(app, booking, host)));
    assert.deepEqual([is.status, is.start], [status, later]);
  }
});

Deno.test("the time that was requested is no other time", async () => {
  const { app, host, booking: { id, revision, start } } = await asked();
  const proposal = { hostId: host.id, revision, message: "", starts: [start, later] };
  assert.equal(refusal(await bookings.propose(app, id, proposal)).code, "not-offered");
});

Deno.test("whom the host has blocked meanwhile waits for an answer", async () => {
  const { app, host, booking } = await asked();
  const was = await propose(app, booking, host);
  await block(app, host.id, "grace@example.com");
  assert.equal(await bookings.isAgreed(app, was, later), false);
  assert.equal((await granted(take(app, was))).status, "PENDING");
});

Deno.test("who has not verified their email confirms nothing by taking a time", async () => {
  const { app, host } = await town({ type: { slug: "checked", requireVerifiedEmail: true } });
  outboxOf(app);
  const { booking } = await ask(app, { slug: "checked" });
  assert(booking.emailUnverified);
  const is = await granted(take(app, await propose(app, booking, host)));
  assert.deepEqual([is.status, is.emailUnverified], ["PENDING", true]);
});

Deno.test("of a series only the date is confirmed whose time was proposed", async () => {
  const { app } = await repeatingTown();
  const { booking } = await granted(bookings.request(app, seriesRequest({ dates: 3 })));
  const dates = await getSeries(app.kv, booking.series!.id);
  const hostId = booking.hosts[0]!;
  const start = dates[0]!.start + 2 * HOUR;
  const first = await granted(
    bookings.propose(app, dates[0]!.id, {
      hostId,
      revision: dates[0]!.revision,
      starts: [start],
      message: "",
    }),
  );
  const { revision } = first;
  const moved = await bookings.rescheduleFrom(app, first, { by: byGuest.by, start, revision });
  assert.deepEqual(moved.map(({ outcome }) => outcome.ok && outcome.value.status), [
    "CONFIRMED",
    "PENDING",
    "PENDING",
  ]);
  assert(
    moved.every(({ outcome, booking }) =>
      outcome.ok && outcome.value.start === booking.start + 2 * HOUR
    ),
  );
  await assertSound(app);
});

Deno.test("the clock goes on before a guest takes a time: none that is over or too near is confirmed", async () => {
  const nearer = mondayTen - HOUR;
  const rows: [at: number, code: string | null][] = [
    [nearer - HOUR, null],
    [nearer - HOUR + 1, "not-offered"], // within the hour of minimum notice
    [nearer, "not-offered"],
    [nearer + HOUR / 2, "not-offered"], // over, while the request is still open
    [mondayTen, "expired"],
    [latest + DAY, "expired"],
  ];
  for (const [at, code] of rows) {
    const { app, host, type } = await town();
    using _ = app;
    const { booking } = await ask(app);
    await app.kv.set(keys.eventType(host.id, type.id), { ...type, minimumNotice: 60 });
    const was = await propose(app, booking, host, [nearer]);
    assert.equal(was.reservedUntil, mondayTen);
    app.at(at);
    const outcome = await take(app, was, nearer);
    assert.equal(outcome.ok ? null : outcome.refusal.code, code, new Date(at).toISOString());
    const stored = (await getBooking(app.kv, was.id))!;
    assert.equal(stored.status === "CONFIRMED", code === null);
    // Set back again, the clock makes no yes of a request that has run out.
    app.at(nearer - 2 * HOUR);
    if (code === "expired") assert.equal(refusal(await take(app, stored, nearer)).code, "expired");
    await assertSound(app);
  }
});

Deno.test("the program dies as a guest takes a time: all of the yes is stored, or nothing of it", async () => {
  for (const when of ["before", "after"] as const) {
    await using folder = await tempFolder();
    const store = await MortalStore.open(`${folder.path}/kv`);
    using _ = store;
    const first = await town({ app: { kv: store.kv, openCalendar: nothing } });
    const was = await propose(first.app, (await ask(first.app)).booking, first.host);
    store.doom(when);
    await assert.rejects(() => take(first.app, was), /dead/);
    await store.reopen();
    const app = await configuredApp({ kv: store.kv, openCalendar: nothing });
    const is = (await getBooking(app.kv, was.id))!, isDone = when === "after";
    assert.deepEqual([is.status, is.start], isDone ? ["CONFIRMED", later] : ["PENDING", was.start]);
    const told = (await emailsOf(app, was)).filter((each) => each === "guest-confirmed guest");
    assert.equal(told.length, isDone ? 1 : 0);
    await assertSound(app);
    assert.equal((await granted(take(app, was))).status, "CONFIRMED", "pressed again");
    await assertSound(app);
  }
});
