import type { SeriesListView } from "$lib/components/series-list-view.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Language } from "$lib/scheduling/language.ts";
import {
  comma,
  type DisplayOptions,
  formatShortDate,
  formatTime,
  formatTimeRange,
} from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { inLine } from "$lib/i18n/label.ts";
import type { App } from "../app.ts";
import { openGuestLink, openHostLink, orLost } from "../changes/booking-links.ts";
import { datesWith, undecidedDates } from "../bookings/change-series.ts";
import { checkConflicts } from "../changes/conflict-check.ts";
import { tones, viewStates } from "./guest-booking-view.ts";
import { stateOf } from "$lib/scheduling/booking-state.ts";

/** The dates of a guest's series with links to their pages; null where the booking was made alone. So many kept their time just now. */
export async function guestSeries(
  app: App,
  booking: Booking,
  kept = 0,
): Promise<SeriesListView | null> {
  const { zone, language, hourCycle } = booking.guest;
  const list = await listOf(
    app,
    booking,
    { zone, language, hourCycle },
    (date) => pathOf(openGuestLink(app, date), ""),
  );
  return list && { ...list, notice: keptNotice(list, kept, language) };
}

/** The date's time, and the one that its guest asked to move to. */
function labelOf(date: Booking, reader: DisplayOptions): string {
  return [date, ...(date.rescheduleRequest ? [date.rescheduleRequest] : [])]
    .map(({ start }) =>
      `${formatShortDate(start, reader)}${comma(reader)}${formatTime(start, reader)}`
    )
    .join(" → ");
}

/** The same with links to the pages on which a host decides. */
export async function hostSeries(
  app: App,
  booking: Booking,
  host: Host,
  wanted: "confirm" | "reject",
): Promise<SeriesListView | null> {
  return await listOf(
    app,
    booking,
    host,
    (date) => pathOf(openHostLink(app, date, host.id), `/${wanted}`),
  );
}

async function listOf(
  app: App,
  booking: Booking,
  reader: DisplayOptions,
  linkTo: (date: Booking) => Promise<string | null>,
): Promise<SeriesListView | null> {
  const dates = (await datesWith(app, booking)).filter(({ guestErasedAt }) => !guestErasedAt);
  if (dates.length < 2) return null;
  const now = app.now();
  const words = messages(reader.language).booking.guest;
  return {
    notice: null,
    dates: await Promise.all(dates.map(async (date) => {
      const state = stateOf(date, now);
      const shown = viewStates[state];
      return {
        id: date.id,
        label: labelOf(date, reader),
        badge: {
          label: state === "unverified" ? words.unverified.state : words.states[shown],
          tone: tones[shown],
        },
        href: date.id === booking.id ? null : await linkTo(date),
        notes: [],
      };
    })),
  };
}

/** The same with links to the pages of the dashboard. */
export async function dashboardSeries(
  app: App,
  booking: Booking,
  host: Host,
  kept: string | null = null,
): Promise<SeriesListView | null> {
  const list = await listOf(
    app,
    booking,
    host,
    ({ id }) => Promise.resolve(`/dashboard/bookings/${id}`),
  );
  return list && { ...list, notice: keptNotice(list, Number(kept), host.language) };
}

/** That later dates kept their time when this one was moved. */
function keptNotice({ dates }: SeriesListView, kept: number, language: Language): string | null {
  const words = messages(language).booking.guest.keptTime;
  return Number.isInteger(kept) && kept >= 1 && kept < dates.length
    ? plural(words, kept, language)
    : null;
}

/** The page on which a host decides on all open dates; null where there is only one. */
export async function decisionOnAll(
  app: App,
  booking: Booking,
  host: Host,
): Promise<string | null> {
  const open = await undecidedDates(app, booking, host.id);
  const date = open.find(({ id }) => id === booking.id) ?? open[0];
  if (!date || open.length < 2) return null;
  // Without the link each date is still decided on its own page.
  return await pathOf(openHostLink(app, date, host.id), "/confirm");
}

/** The page of a link; null where it cannot be opened. */
async function pathOf(link: Promise<string>, page: string): Promise<string | null> {
  const token = await orLost(link);
  return token === null ? null : `/booking/${token}${page}`;
}

/** What a host decides on at once: every open date, with its conflicts. */
export interface OpenDates {
  dates: { id: string; revision: number; shown: string | null; conflicts: string[] }[];
}

/** The dates that this host has still to decide on; null where there are no others. Their calendars are asked. */
export async function openDates(
  app: App,
  booking: Booking,
  host: Host,
): Promise<OpenDates | null> {
  const open = await undecidedDates(app, booking, host.id);
  if (open.length < 2) return null;
  const words = messages(host.language).booking.decide;
  const dates = await Promise.all(open.map(async (date) => {
    const check = await checkConflicts(app, date, host);
    const conflicts = [
      ...check.conflicts.map(({ title, calendar, ...span }) =>
        format(words.conflictLine, {
          title: title || words.untitled,
          time: formatTimeRange(span, host),
          calendar: calendar || words.lastSync,
        })
      ),
      ...(check.unreachable.length > 0
        ? [format(words.unreachableText, { calendars: inLine(check.unreachable, host.language) })]
        : []),
    ];
    const shown = conflicts.length > 0 ? check.fingerprints.join(" ") : null;
    return { id: date.id, revision: date.revision, shown, conflicts };
  }));
  return { dates };
}
