import { error, redirect } from "@sveltejs/kit";
import { type Booking, isLiveBooking, isSeat, waitingMove } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { longDate, timeOfDay, whenInWords } from "$lib/scheduling/wording.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { block } from "$lib/server/blocked.ts";
import * as bookings from "$lib/server/bookings.ts";
import * as connections from "$lib/server/connections.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import * as jobs from "$lib/server/jobs.ts";
import type { Job } from "$lib/server/jobs/job.ts";
import { isOvertaken } from "$lib/server/jobs/overtaken.ts";
import * as letters from "$lib/server/letters.ts";
import { getBooking, getBookings } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { getSlot } from "$lib/server/store/slots.ts";
import { listEntries } from "$lib/server/store/written.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import { decide } from "../../decide.ts";
import {
  cancelFrom,
  changeBy,
  changesOf,
  moveFrom,
  noShowFrom,
  proposeFrom,
  putBackFrom,
} from "./changes.ts";
import { readerOf, rowOf } from "../../rows.ts";
import { storyOf, whenOf } from "./story.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { dashboard, frame, refusals } = wordsFor(host.language);
  const booking = await getBooking(app.kv, event.params.id);
  if (!booking?.hosts.includes(host.id)) error(404, refusals.sentences["not-found"]);
  const now = app.now();
  const isRequest = booking.status === "PENDING" && isLiveBooking(booking, now);
  const open = isRequest || waitingMove(booking, now) !== null;
  return {
    title: booking.guest.name,
    words: dashboard.inbox,
    blocking: dashboard.blocked.guest,
    countdown: frame.countdown,
    now,
    open,
    changes: await changesOf(app, booking, host),
    booking: detailsOf(booking, host),
    beside: isSeat(booking) ? await besideOf(app, booking) : null,
    look: open ? await lookOf(app, booking, host) : null,
    history: await storyOf(app, booking, host),
    ...await entryOf(app, booking, host),
    jobs: await worksOf(app, booking, host),
    said: dids.find((did) => did === event.url.searchParams.get("said")) ?? null,
  };
};

const dids = [
  "retried",
  "sent",
  "cancelled",
  "moved",
  "proposed",
  "noted",
  "putBack",
  "blocked",
] as const;

export const actions: Actions = {
  cancel: (event) => changeBy(event, cancelFrom, "cancelled"),
  move: (event) => changeBy(event, moveFrom, "moved"),
  propose: (event) => changeBy(event, proposeFrom, "proposed"),
  noShow: (event) => changeBy(event, noShowFrom, "noted"),
  putBack: (event) => changeBy(event, putBackFrom, "putBack"),

  block: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const booking = await getBooking(event.locals.app.kv, event.params.id);
    const outcome = booking?.hosts.includes(host.id)
      ? await block(event.locals.app, host.id, String(form.get("entries") ?? ""))
      : refused("not-found");
    const typed = { id: "", message: "", detail: "", what: "block", at: "" };
    if (!outcome.ok) return failWith(outcome.refusal, typed, host.language);
    redirect(303, `/dashboard/bookings/${event.params.id}?said=blocked`);
  },

  confirm: (event) => decide(event, bookings.confirm, ({ id }) => `/dashboard/bookings/${id}`),
  reject: (event) => decide(event, bookings.reject, ({ id }) => `/dashboard/bookings/${id}`),

  retry: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const again = await jobs.retry(event.locals.app, host.id, String(form.get("job")));
    const typed = { id: "", message: "", detail: "", what: "retry", at: "" };
    if (!again.ok) return failWith(again.refusal, typed, host.language);
    redirect(303, `/dashboard/bookings/${event.params.id}?said=retried`);
  },

  again: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const again = await letters.send(event.locals.app, host.id, String(form.get("job")));
    const typed = { id: "", message: "", detail: "", what: "retry", at: "" };
    if (!again.ok) return failWith(again.refusal, typed, host.language);
    redirect(303, `/dashboard/bookings/${event.params.id}?said=sent`);
  },
};

function detailsOf(booking: Booking, host: Host) {
  const { guest, type } = booking;
  const row = rowOf(booking, host);
  return {
    ...row,
    deadline: row.until === null ? null : whenOf(row.until, host),
    unproved: booking.unproved === true && booking.status === "PENDING",
    note: guest.note,
    guestWhen: guest.zone === host.zone ? null : whenInWords(booking, {
      zone: guest.zone,
      language: host.language,
      hourCycle: host.hourCycle,
    }),
    answers: guest.answers,
    where: type.location.kind === "none" ? null : type.location.value,
    whereLink: type.location.kind === "link" ? type.location.value : null,
    message: booking.message,
    byGuest: booking.status === "CANCELLED" && booking.changedBy === "guest",
    proposed: (booking.proposed ?? []).map((start) => whenOf(start, host)),
  };
}

/** The others who share the slot; their guests never learn of one another, their host does. */
async function besideOf(app: Invito, booking: Booking) {
  for (const hostId of booking.hosts) await app.checkLedger(hostId);
  const slot = await getSlot(app.kv, booking.slot);
  const others = (await getBookings(app.kv, slot?.bookings ?? [])).filter((each) =>
    each.id !== booking.id && each.slot === booking.slot && isLiveBooking(each, app.now())
  );
  return others.map(({ id, guest, status }) => ({ id, guest: guest.name, status }));
}

/** That day in the host's calendars, asked now, so that the answer is given with open eyes. */
async function lookOf(app: Invito, booking: Booking, host: Host) {
  const look = await bookings.lookNow(app, booking, host);
  const reader = readerOf(host);
  const time = (instant: number) => timeOfDay(instant, reader);
  return {
    date: longDate((waitingMove(booking, app.now()) ?? booking).start, reader),
    agenda: look.agenda.map((each) => ({
      time: `${time(each.start)}–${time(each.end)}`,
      title: each.title,
      kind: each.kind,
      calendar: each.calendar ?? "",
      own: each.own ?? false,
    })),
    conflicts: look.conflicts.map((each) => each.title || each.calendar),
    unasked: look.unasked,
  };
}

/** What became of its entry in the host's calendars, in ready sentences. */
async function entryOf(app: Invito, booking: Booking, host: Host) {
  if (booking.status !== "CONFIRMED") return { entry: [], isAstray: false };
  const words = wordsFor(host.language).dashboard.inbox.booking.entry;
  const entries = (await listEntries(app.kv, booking.slot)).filter(({ hostId }) =>
    hostId === host.id
  );
  const entry = entries.flatMap((entry) => [
    ...(entry.standsAt
      ? [say(words.standsAt, { when: whenInWords(entry.standsAt, readerOf(host)) })]
      : []),
    ...(entry.missingSince === null ? [] : [words.missing]),
    ...(entry.lostAt === null ? [] : [words.lost]),
    ...(entry.declined ? [say(words.declined, { name: booking.guest.name })] : []),
  ]);
  return { entry, isAstray: booking.end > app.now() && entries.some(connections.isAstray) };
}

/** Letters and calendar entries of this host that follow the booking; the clock's own work is nobody's business. */
async function worksOf(app: Invito, booking: Booking, host: Host) {
  const all = await listJobsOfBooking(app.kv, booking.id);
  return all.filter(({ hostId, work }) => hostId === host.id && work.kind !== "expire").map((
    job,
  ) => ({
    id: job.id,
    what: whatOf(job),
    state: job.state,
    attempts: job.attempts,
    lastError: job.state === "done" ? null : job.lastError,
    next: job.state === "waiting" && job.attempts > 0 ? whenOf(job.dueAt, host) : null,
    due: job.state === "waiting" && job.work.kind === "remind" ? whenOf(job.dueAt, host) : null,
    at: job.doneAt === null ? null : whenOf(job.doneAt, host),
    retryable: isRetryable(job),
    resendable: app.sendMail !== null && job.state === "done" && job.work.kind === "letter" &&
      !isOvertaken(job.work, booking, app.now()),
  }));
}

/** A key of the words; reminders go to guest and host under one name. */
function whatOf({ work }: Job): string {
  if (work.kind !== "letter") return work.kind;
  return work.reminder ? `${work.letter}-${work.to}` : work.letter;
}

function isRetryable(job: Job): boolean {
  return job.state === "failed" || (job.state === "waiting" && job.attempts > 0);
}
