/** What follows when a member moves or deletes their own entry of a team booking. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { TeamMode } from "$lib/scheduling/team-terms.ts";
import { getMeeting } from "$lib/server/bookings/meeting.ts";
import { applyEntryEdit, DELETION_GRACE_MS } from "$lib/server/connections/apply-entry-edit.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import {
  type CalendarEntry,
  notYetSeen,
  readCalendarEntry,
} from "$lib/server/store/calendar-entries.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

/** A confirmed meeting of the town with Ada's entry of it, which is then found at `start`, or missing. */
async function withEntry(mode: TeamMode) {
  const town = await teamTown({
    app: { openCalendar: busyCalendar(() => Promise.resolve([])) },
    terms: { mode },
  });
  const { app, hosts } = town;
  const [ada] = hosts as [Host];
  await connectCalendar(app, ada);
  const whose = mode === "collective" ? hosts : [ada];
  const booking = await addTeamBooking(town, whose, { isConfirmed: true });
  const written: CalendarEntry = {
    hostId: ada.id,
    calendarId: "work",
    href: "/work/1.ics",
    etag: "1",
    revision: booking.revision,
    writtenAt: app.now(),
    ...notYetSeen,
    start: booking.start,
    sequence: booking.sequence,
    seenAt: app.now(),
  };
  await app.kv.set(keys.calendarEntry(booking.id, "connection"), written);
  const find = async (start: number | null) => {
    const stored = await readCalendarEntry(app.kv, booking.id, "connection");
    assert(stored.versionstamp !== null);
    await applyEntryEdit(app, ada, {
      meeting: (await getMeeting(app.kv, booking.id))!,
      connection: (await getConnection(app.kv, ada.id, "connection"))!,
      stored,
      found: start === null ? null : {
        calendarId: "work",
        href: written.href,
        etag: "2",
        start,
        end: start + HOUR / 2,
        sequence: 0,
      },
    }, false);
  };
  return { ...town, ada, booking, find };
}

async function waitingJobs(app: TestApp, { id }: Booking, host: Host): Promise<string[]> {
  return (await listJobsOfBooking(app.kv, id)).flatMap(({ work, state }) => {
    if (state !== "waiting" || !("hostId" in work) || work.hostId !== host.id) return [];
    return work.kind === "send-email" ? [work.emailKind] : [work.kind];
  });
}

Deno.test("collective: an entry moved to where all are free moves the meeting for everybody", async () => {
  const { app, booking, find, hosts } = await withEntry("collective");
  await find(mondayTen + 2 * HOUR);
  const is = await getBooking(app.kv, booking.id);
  assert.equal(is?.start, mondayTen + 2 * HOUR);
  assert.deepEqual(is.hosts, hosts.map(({ id }) => id));
});

Deno.test("collective: an entry moved to where another is not free is put back, and who moved it is told", async () => {
  const { app, team, type, ada, hosts, booking, find } = await withEntry("collective");
  const ben = hosts[1]!;
  await addTeamBooking({ app, team, type }, [ben], {
    isConfirmed: true,
    start: mondayTen + 2 * HOUR,
  });
  await find(mondayTen + 2 * HOUR);
  assert.equal((await getBooking(app.kv, booking.id))?.start, mondayTen);
  const jobs = await waitingJobs(app, booking, ada);
  assert(jobs.includes("write-calendar") && jobs.includes("calendar-change-not-applied"));
  const stored = await readCalendarEntry(app.kv, booking.id, "connection");
  assert.deepEqual([stored.value?.revision, stored.value?.movedTo], [0, null]);
});

Deno.test("collective: a deleted entry takes its member out after the grace, and the meeting stands", async () => {
  const { app, ada, hosts, booking, find } = await withEntry("collective");
  await find(null);
  assert.equal((await getBooking(app.kv, booking.id))?.revision, booking.revision);
  app.at(app.now() + DELETION_GRACE_MS);
  await find(null);
  const is = (await getBooking(app.kv, booking.id))!;
  assert.deepEqual([is.status, is.hosts], ["CONFIRMED", hosts.slice(1).map(({ id }) => id)]);
  assert.deepEqual(is.team?.withdrawn, [ada.id]);
});

Deno.test("round robin: a member's entry is followed as a host's own, moved or deleted", async () => {
  const { app, booking, find } = await withEntry("round-robin");
  await find(mondayTen + 2 * HOUR);
  assert.equal((await getBooking(app.kv, booking.id))?.start, mondayTen + 2 * HOUR);
  await find(null);
  app.at(app.now() + DELETION_GRACE_MS);
  await find(null);
  assert.equal((await getBooking(app.kv, booking.id))?.endReason, "cancelled");
});
