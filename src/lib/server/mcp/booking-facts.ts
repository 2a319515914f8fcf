import type { Booking } from "$lib/scheduling/booking.ts";
import { writtenAnswers } from "$lib/scheduling/booking-questions.ts";
import { deadlineOf, isCancelledByGuest, stateOf } from "$lib/scheduling/booking-state.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { formatWhen } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../app.ts";
import { actsAs } from "../changes/team-rights.ts";
import { words } from "./fields.ts";
import { asMemberTexts, bookedTexts } from "./member-texts.ts";

/** What the program knows of a booking; nothing in it was written by its guest or by another member. */
export function bookingFacts(booking: Booking, host: Host, now: number) {
  const { id, revision, type, team, hosts, rescheduleRequest } = booking;
  const iso = (instant: number | null) => instant === null ? null : new Date(instant).toISOString();
  return {
    id,
    revision,
    state: stateOf(booking, now),
    eventTypeId: type.id,
    ...(team ? {} : { title: type.title }),
    ...(booking.series ? { series: booking.series } : {}),
    team: team?.slug ?? null,
    ...(team ? { teamId: team.id, assignedTo: hosts } : {}),
    startsAt: iso(booking.start),
    endsAt: iso(booking.end),
    when: whenOf(booking, host),
    decideUntil: iso(deadlineOf(booking)),
    ...(rescheduleRequest
      ? {
        requestedTime: {
          startsAt: iso(rescheduleRequest.start),
          endsAt: iso(rescheduleRequest.end),
          when: whenOf(rescheduleRequest, host),
        },
      }
      : {}),
    noShow: booking.noShowAt !== null,
  };
}

/** What the guest of a booking wrote, by its id. */
export function guestData(booking: Booking) {
  const { id, guest, extraGuests, message } = booking;
  const { name, email, note, zone, answers } = guest;
  const isGuestsReason = isCancelledByGuest(booking) && message !== "";
  return {
    bookingId: id,
    name,
    email,
    zone,
    ...(extraGuests.length > 0 ? { brings: extraGuests } : {}),
    ...(note ? { note } : {}),
    ...(answers.length > 0
      ? { answers: writtenAnswers(answers).map(({ question, answer }) => ({ question, answer })) }
      : {}),
    ...(isGuestsReason ? { reason: message } : {}),
  };
}

/** A booking in a sentence of ours: what and when, without anything that its guest or another member wrote. */
export function named({ type, team, start, end }: Booking, host: Host): string {
  const what = team ? format(words.teamBooking, { team: team.slug }) : type.title;
  return `${what}, ${whenOf({ start, end }, host)}`;
}

/** What others wrote of a booking: its guest, and of a team's its members. */
export function untrustedOf(booking: Booking) {
  return { guests: guestData(booking), ...asMemberTexts(bookedTexts([booking])) };
}

/** Whether the guest learns of it by themselves. */
export function told({ sendMail }: Pick<App, "sendMail">): string {
  return sendMail ? words.emailed : words.noEmail;
}

/** A sentence about a booking that was changed, with its facts and its guest. */
export function changedAnswer(
  { app, host }: { app: App; host: Host },
  text: string,
  booking: Booking,
) {
  return {
    text: format(text, { what: named(booking, host), told: told(app), host: host.name }),
    data: { booking: bookingFacts(booking, host, app.now()) },
    untrusted: untrustedOf(booking),
  };
}

/** The same where the host may not read the booking any more: then without its facts and its guest. */
export async function givenAnswer(
  caller: { app: App; host: Host },
  { done, given }: { done: string; given: string },
  booking: Booking,
) {
  const { app, host } = caller;
  if (await actsAs(app.kv, booking, host.id)) return changedAnswer(caller, done, booking);
  const what = named(booking, host);
  return { text: format(given, { what, host: host.name }), data: { booking: null } };
}

function whenOf(span: { start: number; end: number }, { zone, hourCycle }: Host): string {
  return formatWhen(span, { zone, hourCycle, language: "en" });
}
