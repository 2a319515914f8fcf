/** A booking whose hosts change: everything of it that is kept by host moves along, and nothing stays behind. */
import assert from "node:assert/strict";
import { type Booking } from "$lib/scheduling/booking.ts";
import { rescheduleBooking } from "$lib/scheduling/booking-transitions.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { requestReschedule } from "$lib/scheduling/reschedule-transitions.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { type BookingChangeSpec, change } from "$lib/server/changes/change.ts";
import { decideTime } from "$lib/server/changes/decide-time.ts";
import { sendBookingEmail } from "$lib/server/jobs/send-email.ts";
import { writeCalendar } from "$lib/server/jobs/write-calendar.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { notYetSeen, setCalendarEntry } from "$lib/server/store/calendar-entries.ts";
import { granted, refusal } from "../../support/granted.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import type { TestApp } from "../../support/test-app.ts";
import { ask, mondayTen } from "../../support/town.ts";
import { twoHosts, withColleague } from "../../support/two-hosts.ts";

async function booked(app: TestApp): Promise<Booking> {
  const requested = await ask(app, { slug: "coffee" });
  return requested.booking;
}

/** Moves it by an hour, to these hosts. */
function reassign(app: TestApp, is: readonly string[]): BookingChangeSpec {
  return {
    candidates: () => is,
    requested: {
      time: ({ start, end }) => ({ start: start + HOUR, end: end + HOUR }),
      type: () => Promise.resolve(null),
    },
    async decide(booking, now, snapshots) {
      const { bufferBefore, bufferAfter } = booking;
      const time = {
        start: booking.start + HOUR,
        end: booking.end + HOUR,
        bufferBefore,
        bufferAfter,
      };
      const decided = await decideTime(snapshots, {
        hosts: is,
        time,
        excludedBookingIds: [booking.id],
        now,
        syncIntervalMs: app.settings.syncIntervalMs,
        overrides: { hostId: is[0]!, calendars: "all" },
      });
      if (!decided.ok) return decided;
      const rescheduled = rescheduleBooking(booking, now, "host", time);
      return rescheduled.ok
        ? accepted({ booking: rescheduled.value, event: "rescheduled", hosts: is })
        : rescheduled;
    },
  };
}

/** Records of a booking that stay when a host leaves it: its own, and what the owner of its event type counts. */
const notOfHosts = [
  "job",
  "job_of",
  "job_due",
  "job_of_booking",
  "history",
  "booking",
  "uncounted",
];

/** What the store keeps of a booking under a host: its keys, and the links and days that name it. */
async function rowsOf(app: TestApp, host: Host, bookingId: string): Promise<string[]> {
  const rows: string[] = [];
  for await (const { key, value } of app.kv.list({ prefix: [] })) {
    const [kind] = key;
    if (
      notOfHosts.includes(String(kind))
    ) {
      continue;
    }
    const names = JSON.stringify([key, value]);
    if (!names.includes(host.id) || !names.includes(bookingId)) continue;
    rows.push(kind === "link" ? "link" : JSON.stringify(key).replaceAll(host.id, "host"));
  }
  return rows.sort();
}

Deno.test("change: a booking given to another host is held as before, and leaves no row with the first", async () => {
  const { app, host, colleague } = await twoHosts();
  const { id } = await booked(app);
  const rows = await rowsOf(app, host, id);
  const kinds = new Set(rows.map((row) => row.split('"')[1] ?? row));
  assert.deepEqual([...kinds].sort(), [
    "booking_of",
    "ledger",
    "link",
    "pending_by",
    "search_word_of",
  ]);
  const changed = await granted(change(app, id, reassign(app, [colleague.id])));
  assert.deepEqual(changed.hosts, [colleague.id]);
  assert.deepEqual(await rowsOf(app, host, id), []);
  const starts = (row: string) => row.replace(String(mondayTen), String(mondayTen + HOUR));
  assert.deepEqual(await rowsOf(app, colleague, id), rows.map(starts).sort());
});

Deno.test("change: a host who leaves a confirmed meeting with a reschedule request has no row of it", async () => {
  const { app, host, colleague } = await twoHosts();
  const { id, revision } = await withColleague(app, (await booked(app)).id, colleague);
  const decision = { hostId: host.id, revision, message: "", force: true };
  assert((await bookings.confirm(app, id, decision)).ok);
  const to = { start: mondayTen + 2 * HOUR, end: mondayTen + 2.5 * HOUR };
  await granted(change(app, id, {
    decide(was, now) {
      const is = requestReschedule(was, now, to, HOUR);
      return is.ok ? accepted({ booking: is.value, event: "reschedule-requested" }) : is;
    },
  }));
  const changed = await granted(change(app, id, reassign(app, [colleague.id])));
  assert.deepEqual(await rowsOf(app, host, id), []);
  assert(!(host.id in changed.links.hosts));
  assert((await rowsOf(app, colleague, id)).some((row) => row.includes("upcoming_by")));
});

Deno.test("change: a host who joins needs the time, and a missing one refuses it", async () => {
  const { app, host, colleague } = await twoHosts();
  const { id } = await booked(app);
  const other = await ask(app, { slug: "coffee", start: mondayTen + HOUR });
  await granted(change(app, other.booking.id, {
    ...reassign(app, [colleague.id]),
    decide: (booking) =>
      accepted({
        booking: { ...booking, revision: 2 },
        event: "rescheduled",
        hosts: [colleague.id],
      }),
  }));
  const taken = await refusal(change(app, id, reassign(app, [host.id, colleague.id])));
  assert.equal(taken.code, "taken");
  await app.kv.delete(keys.host(colleague.id));
  const missing = await refusal(change(app, id, reassign(app, [host.id, colleague.id])));
  assert.equal(missing.code, "inactive");
  const withoutHost = await refusal(change(app, other.booking.id, {
    decide: (booking) => accepted({ booking: { ...booking, revision: 3 }, event: "rescheduled" }),
  }));
  assert.equal(withoutHost.code, "inactive");
});

for (const which of ["leaves", "joins"] as const) {
  Deno.test(`change: the guard of the host who ${which} is checked`, async () => {
    const { app, host, colleague } = await twoHosts();
    const { id } = await booked(app);
    const concerned = which === "leaves" ? host : colleague;
    const how = reassign(app, [colleague.id]);
    let times = 0;
    await granted(change(app, id, {
      ...how,
      async decide(...given) {
        // Something else of theirs is committed between the reading and this commit.
        if (times++ === 0) {
          await guardedCommit(app.kv, await getGuard(app.kv, concerned.id)).commit();
        }
        return await how.decide(...given);
      },
    }));
    assert.equal(times, 2);
  });
}

Deno.test("change: the calendar entry of a host who leaves is removed, and their emails are superseded", async () => {
  const { app, host, colleague } = await twoHosts();
  const { id, revision } = await booked(app);
  await connectCalendar(app, host);
  assert(
    (await bookings.confirm(app, id, { hostId: host.id, revision, message: "", force: true })).ok,
  );
  await setCalendarEntry(app.kv, id, "connection", {
    hostId: host.id,
    calendarId: "work",
    href: "/work/1.ics",
    etag: null,
    revision: 2,
    writtenAt: app.now(),
    ...notYetSeen,
  });
  assert((await change(app, id, reassign(app, [colleague.id]))).ok);

  const removed: string[] = [];
  const open = app.openCalendar;
  app.openCalendar = async (...given) => ({
    ...await open(...given),
    find: () => Promise.resolve(null),
    remove: (_calendar, uid) => {
      removed.push(uid);
      return Promise.resolve();
    },
  });
  const jobs = await listJobsOfBooking(app.kv, id);
  const write = jobs.find(({ work }) => work.kind === "write-calendar" && work.hostId === host.id)!;
  assert.equal((await writeCalendar(app, write)).state, "done");
  assert.deepEqual(removed, [(await getBooking(app.kv, id))!.uid]);
  assert.deepEqual(await rowsOf(app, host, id), []);

  const email = jobs.find(({ work }) =>
    work.kind === "send-email" && work.emailKind === "host-confirmed"
  )!;
  assert.equal((await sendBookingEmail(app, email)).state, "superseded");
});

Deno.test("findByLink: a link of a host who left the booking opens nothing", async () => {
  const { app, host, colleague } = await twoHosts();
  const booking = await booked(app);
  const token = await bookings.openHostLink(app, booking, host.id);
  assert(await bookings.findByLink(app, token, "host"));
  const stored = await Array.fromAsync(app.kv.list({ prefix: keys.links() }));
  assert((await change(app, booking.id, reassign(app, [colleague.id]))).ok);
  assert.equal(await bookings.findByLink(app, token, "host"), null);
  // As where the session secret was changed since, and its hash is not known any more.
  for (const { key, value } of stored) await app.kv.set(key, value);
  assert.equal(await bookings.findByLink(app, token, "host"), null);
});
