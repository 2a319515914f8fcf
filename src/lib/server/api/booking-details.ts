/** What the API says of one booking beside the booking itself. */
import { type Booking, isLiveBooking, isSeat } from "$lib/scheduling/booking.ts";
import { isConfirmed, publishedStatus } from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { allowedActions } from "../views/allowed-actions.ts";
import { readPeople } from "../changes/booking-people.ts";
import { historyJson, hostBookingJson, isoOrNull, spanJson } from "../views/host-booking-json.ts";
import { memberStates } from "../views/member-states.ts";
import { isManagerOf } from "../changes/team-rights.ts";
import { isOutOfPlace } from "../connections/restore-entries.ts";
import { jobErrorText } from "../jobs/job-error.ts";
import { getBookings, listHistory } from "../store/bookings.ts";
import { type CalendarEntry, listCalendarEntries } from "../store/calendar-entries.ts";
import type { Job } from "../store/job.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import { getSlot } from "../store/shared-slots.ts";

/** A booking with its history, members, emails and calendar entries, and what the host can do with it. */
export async function bookingDetails(
  app: App,
  host: Host,
  { booking, role }: { booking: Booking; role: "host" | "manager" },
) {
  const now = app.now();
  const entries = isConfirmed(booking)
    ? (await listCalendarEntries(app.kv, booking.slot)).filter(({ hostId }) => hostId === host.id)
    : [];
  const managesTeam = booking.team !== null && await isManagerOf(app.kv, booking.team.id, host.id);
  const jobs = (await listJobsOfBooking(app.kv, booking.id)).filter(({ hostId, work }) =>
    hostId === host.id && work.kind !== "expire"
  );
  return {
    booking: await hostBookingJson(app, host, booking),
    history: await historyJson(app.kv, await listHistory(app.kv, booking.id)),
    members: memberStates(booking, await readPeople(app, booking), now),
    otherGuests: isSeat(booking) ? await otherGuests(app, booking) : [],
    calendarEntries: entries.map(entryJson),
    jobs: jobs.map(jobJson),
    actions: {
      ...allowedActions(booking, { hostId: host.id, role, managesTeam }, now),
      restoreEntry: booking.end > now && entries.some(isOutOfPlace),
    },
  };
}

/** The other guests of a shared slot, whom only the host sees. */
async function otherGuests(app: App, booking: Booking) {
  for (const hostId of booking.hosts) await app.checkLedger(hostId);
  const slot = await getSlot(app.kv, booking.slot);
  return (await getBookings(app.kv, slot?.bookingIds ?? []))
    .filter((each) =>
      each.id !== booking.id && each.slot === booking.slot && isLiveBooking(each, app.now())
    )
    .map((each) => ({
      bookingId: each.id,
      name: each.guest.name,
      status: publishedStatus(each),
    }));
}

function entryJson(entry: CalendarEntry) {
  const { calendarId, writtenAt, movedTo, missingSince, massDeletedAt, declined } = entry;
  const state = massDeletedAt !== null
    ? "mass-deleted" as const
    : missingSince !== null
    ? "missing" as const
    : movedTo
    ? "moved" as const
    : "written" as const;
  return {
    calendarId,
    state,
    writtenAt: new Date(writtenAt).toISOString(),
    movedTo: movedTo && spanJson(movedTo),
    declinedByGuest: declined,
  };
}

function jobJson({ id, work, state, attempts, dueAt, doneAt, lastError }: Job) {
  const email = work.kind === "send-email" ? work : null;
  return {
    id,
    kind: work.kind,
    email: email?.emailKind ?? null,
    to: email?.to ?? null,
    state,
    attempts,
    dueAt: new Date(dueAt).toISOString(),
    doneAt: isoOrNull(doneAt),
    error: state === "done" ? null : jobErrorText(lastError, "en"),
  };
}
