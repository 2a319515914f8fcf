import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { action } from "$lib/server/http/action.ts";
import type { RequestEvent } from "@sveltejs/kit";
import {
  awaitsDecisionOf,
  type Booking,
  isLiveBooking,
  isSeat,
  isUpcoming,
} from "$lib/scheduling/booking.ts";
import {
  awaitsHost,
  isCancelledByGuest,
  isConfirmed,
  isUndecided,
  stateOf,
} from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { telLink } from "$lib/scheduling/phone-number.ts";
import { trackingLines } from "$lib/scheduling/booking-tracking.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { block } from "$lib/server/guests/block-list.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { lastMove } from "$lib/server/views/guest-booking-view.ts";
import { dashboardSeries, decisionOnAll } from "$lib/server/views/series-list.ts";
import * as connections from "$lib/server/connections/index.ts";
import * as jobs from "$lib/server/jobs/retry.ts";
import type { Job } from "$lib/server/store/job.ts";
import { messageOf } from "$lib/server/email/messages/registry.ts";
import { jobErrorText } from "$lib/server/jobs/job-error.ts";
import { emailsNotSentFor } from "$lib/server/jobs/series-failures.ts";
import { isSuperseded } from "$lib/server/jobs/send-email.ts";
import * as hostEmails from "$lib/server/jobs/host-emails.ts";
import { getBooking, getBookings } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { type CalendarEntry, listCalendarEntries } from "$lib/server/store/calendar-entries.ts";
import { answersFor } from "$lib/i18n/answer.ts";
import { placeOf } from "$lib/i18n/place.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { decidedMessage } from "../../decided-message.ts";
import { decideAction } from "../../decide-action.ts";
import { availableActions } from "./available-actions.ts";
import {
  cancel,
  location,
  noShow,
  nothing,
  removeGuest,
  requireBooking,
  reschedule,
  restoreEntry,
} from "./booking-actions.ts";
import { localeOf, toRowView } from "../../booking-rows.ts";
import { formatHostTime, historyView } from "./booking-history.ts";
import { conflictPartOf } from "./conflict-part.ts";
import { note, notePartOf } from "./note-part.ts";
import { reassign, teamPartOf } from "./team-part.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, booking, role } = await requireBooking(event);
  const { app } = event.locals;
  const { dashboard, frame } = messages(host.language, app);
  const now = app.now();
  const isAsked = role === "manager"
    ? awaitsHost(booking, now)
    : awaitsDecisionOf(booking, host.id, now);
  const open = stateOf(booking, now) === "unverified" || isAsked;
  return {
    title: booking.guest.name,
    words: dashboard.inbox,
    blocking: dashboard.blocked.guest,
    countdown: frame.countdown,
    now,
    open,
    isOwn: role === "host",
    team: await teamPartOf(app, booking, host),
    changes: await availableActions(app, booking, host),
    booking: detailsOf(booking, host, now),
    canRemoveGuests: isLiveBooking(booking, now) && booking.end > now,
    otherGuests: isSeat(booking) ? await otherGuestsOf(app, booking) : null,
    calendar: dashboard.calendar.column,
    conflictCheck: open ? await conflictPartOf(app, booking, host) : null,
    history: await historyView(app, booking, host),
    ...await calendarEntryNotes(app, booking, host),
    series: await dashboardSeries(app, booking, host, event.url.searchParams.get("kept")),
    decideAll: await decisionOnAll(app, booking, host),
    seriesWords: messages(host.language).booking.decide.series,
    jobs: await jobListOf(app, booking, host),
    note: await notePartOf(app, booking, host),
    again: await bookAgainPath(app, booking, host),
    movedFrom: await movedFrom(app, booking, host),
    decided: (await decidedMessage(app, host, event.url.searchParams))?.text ?? null,
    notice: notices.find((did) => did === event.url.searchParams.get("notice")) ?? null,
  };
};

const notices = [
  "retried",
  "sent",
  "cancelled",
  "rescheduled",
  "proposed",
  "relocated",
  "guestRemoved",
  "noShow",
  "reassigned",
  "entryRestored",
  "blocked",
  "booked",
  "requested",
  "noted",
] as const;

/** Leads to another time for the guest of what is over; null where the guest was erased or the event type cannot be booked. */
async function bookAgainPath(app: Invito, booking: Booking, host: Host) {
  const { id, guest, type, isTest } = booking;
  const found = guest.email && !isTest && !isUpcoming(booking, app.now())
    ? await bookings.findTypeToBook(app, host.id, type.id)
    : null;
  const isOffered = found !== null && found.type.active && !found.type.onlyForTeams;
  return isOffered ? `/dashboard/book/${type.id}?again=${id}` : null;
}

/** Where a meeting that may still take place was before it was moved. */
async function movedFrom(app: Invito, booking: Booking, host: Host) {
  const was = isUpcoming(booking, app.now()) ? await lastMove(app, booking) : null;
  if (was === null) return null;
  const { movedFrom } = messages(host.language).booking.guest;
  return format(movedFrom, { when: formatHostTime(was, host) });
}

const backHere =
  (notice: typeof notices[number]) => (_: unknown, { event }: { event: RequestEvent }) =>
    `/dashboard/bookings/${event.params["id"]}?notice=${notice}`;
const decided = ({ id }: Booking) => `/dashboard/bookings/${id}?done=${id}`;

export const actions: Actions = {
  cancel,
  reschedule,
  location,
  removeGuest,
  note,
  noShow,
  reassign,
  restoreEntry,

  block: action(
    v.object({ entries: v.string() }),
    async ({ app, host, event }, { entries }) => {
      const booking = await getBooking(app.kv, event.params["id"]!);
      return booking?.hosts.includes(host.id)
        ? await block(app, host.id, entries)
        : refused("not-found");
    },
    { kept: { ...nothing, what: "block" }, done: backHere("blocked") },
  ),

  confirm: decideAction(bookings.confirm, decided),
  reject: decideAction(bookings.reject, decided),

  retry: action(
    v.object({ job: Id }),
    ({ app, host }, { job }) => jobs.retryJob(app, host.id, job),
    { kept: { ...nothing, what: "retry" }, done: backHere("retried") },
  ),

  resend: action(
    v.object({ job: Id }),
    ({ app, host }, { job }) => hostEmails.resendEmail(app, host.id, job),
    { kept: { ...nothing, what: "retry" }, done: backHere("sent") },
  ),
};

function detailsOf(booking: Booking, host: Host, now: number) {
  const { guest, type } = booking;
  const place = placeOf(booking, "host", host.language);
  const row = toRowView(booking, host, now);
  return {
    ...row,
    type: type.title,
    deadline: row.until === null ? null : formatHostTime(row.until, host),
    emailUnverified: stateOf(booking, now) === "unverified",
    note: guest.note,
    /** The time that a reschedule request is to replace; the zone stands with the new one. */
    was: formatHostTime(booking.start, host),
    phone: guest.phone ?? null,
    phoneLink: guest.phone ? telLink(guest.phone) : null,
    guestWhen: guest.zone === host.zone ? null : formatWhen(booking, {
      zone: guest.zone,
      language: host.language,
      hourCycle: host.hourCycle,
    }),
    answers: answersFor(guest.answers, host.language),
    tracking: trackingLines(guest.tracking),
    where: place?.text ?? null,
    whereLink: place?.href ?? null,
    message: booking.message,
    byGuest: isCancelledByGuest(booking),
    proposed: booking.proposed.map((start) => formatHostTime(start, host)),
  };
}

/** The other guests of a shared slot, whom only the host sees. */
async function otherGuestsOf(app: Invito, booking: Booking) {
  for (const hostId of booking.hosts) await app.checkLedger(hostId);
  const slot = await getSlot(app.kv, booking.slot);
  const others = (await getBookings(app.kv, slot?.bookingIds ?? [])).filter((each) =>
    each.id !== booking.id && each.slot === booking.slot && isLiveBooking(each, app.now())
  );
  return others.map((other) => ({
    id: other.id,
    guest: other.guest.name,
    isPending: isUndecided(other),
  }));
}

/** Notes about the booking's entry in the host's calendars, formatted. */
async function calendarEntryNotes(app: Invito, booking: Booking, host: Host) {
  if (!isConfirmed(booking)) return { entry: [], isAstray: false };
  const words = messages(host.language, app).dashboard.inbox.booking.calendarEvent;
  const entries = (await listCalendarEntries(app.kv, booking.slot)).filter(({ hostId }) =>
    hostId === host.id
  );
  const entry = entries.flatMap((entry) => [
    ...(entry.movedTo
      ? [format(words.movedTo, { when: formatWhen(entry.movedTo, localeOf(host)) })]
      : []),
    ...missingNotes(entry, words),
    ...(entry.declined ? [format(words.declined, { name: booking.guest.name })] : []),
  ]);
  return { entry, isAstray: booking.end > app.now() && entries.some(connections.isOutOfPlace) };
}

function missingNotes(
  { seenAt, missingSince, massDeletedAt }: CalendarEntry,
  words: { neverSeen: string; missing: string; lostEvents: string },
): string[] {
  if (missingSince === null && massDeletedAt === null) return [];
  if (seenAt === null) return [words.neverSeen];
  return [missingSince === null ? words.lostEvents : words.missing];
}

/** The booking's email and calendar jobs for this host; the expiry job is left out. */
async function jobListOf(app: Invito, booking: Booking, host: Host) {
  const all = [
    ...await listJobsOfBooking(app.kv, booking.id),
    ...await emailsNotSentFor(app, booking),
  ];
  return all.filter(({ hostId, work }) => hostId === host.id && work.kind !== "expire").map((
    job,
  ) => ({
    id: job.id,
    what: jobLabel(job, host.language),
    state: job.state,
    label: job.state === "unsent" && app.sendMail !== null ? "unsentOtherwise" as const : job.state,
    attempts: job.attempts,
    lastError: job.state === "done" ? null : jobErrorText(job.lastError, host.language),
    next: job.state === "waiting" && job.attempts > 0 ? formatHostTime(job.dueAt, host) : null,
    due: job.state === "waiting" && job.work.kind === "schedule-reminders"
      ? formatHostTime(job.dueAt, host)
      : null,
    at: job.doneAt === null ? null : formatHostTime(job.doneAt, host),
    retryable: isRetryable(job),
    resendable: app.sendMail !== null && job.state === "done" && job.work.kind === "send-email" &&
      !isSuperseded(job.work, booking, app.now()),
  }));
}

/** What a job does, in the host's language. */
function jobLabel({ work }: Job, language: string): string {
  const { emails, dashboard } = messages(language);
  const names: Record<string, string> = dashboard.inbox.booking.work;
  if (work.kind !== "send-email") return names[work.kind] ?? work.kind;
  const { emailToGuest, emailToHost } = dashboard.inbox.booking.work;
  const label = messageOf(work.emailKind).label(emails);
  return format(work.to === "guest" ? emailToGuest : emailToHost, { label });
}

function isRetryable(job: Job): boolean {
  return job.state === "failed" || (job.state === "waiting" && job.attempts > 0);
}
