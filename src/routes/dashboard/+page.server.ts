import { redirect } from "@sveltejs/kit";
import * as v from "valibot";
import { DAY } from "$lib/scheduling/durations.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { readDaysOfRequests } from "$lib/server/views/day-column.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { getGuard, type Guard } from "$lib/server/kv/guard.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { worstFreshness } from "$lib/scheduling/calendar-state.ts";
import * as hostEmail from "$lib/server/auth/host-email.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import { listConnections } from "$lib/server/store/connections.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { firstSteps } from "$lib/scheduling/first-steps.ts";
import { recordFirstStep } from "$lib/server/bookings/test-booking.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { formatShortWhen } from "$lib/i18n/date-time.ts";
import { formatDurations } from "$lib/i18n/duration.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad, PageServerLoadEvent } from "./$types";
import { decideAction } from "./decide-action.ts";
import { decideSeveral } from "./decide-several.ts";
import { type Decided, decidedMessage } from "./decided-message.ts";
import { formatWeeklyHours } from "./first-steps.ts";
import {
  isNewcomer,
  readCancelledByGuests,
  readInbox,
  searchFrom,
  searchInbox,
  type Tab,
} from "./read-inbox.ts";
import { groupByDay, localeOf, toRowView } from "./booking-rows.ts";
import { listOverlaps } from "./overlaps.ts";
import { readSoon } from "./soon-meetings.ts";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  if (!host.onboarded) redirect(303, "/dashboard/welcome");
  event.depends("live:host");
  const { app } = event.locals;
  const { dashboard, frame } = messages(host.language, app);
  const now = app.now();
  const query = event.url.searchParams;
  const { show, sought } = searchFrom(query);
  const types = await listEventTypes(app.kv, host.id);
  const found = sought.q
    ? await searchInbox(app.kv, host.id, sought.q, sought.type, sought.status)
    : null;
  const inbox = found ??
    await readInbox(app.kv, host.id, show, now, query.get("cursor"), sought.type);
  // Beside requests stands what is next: a week, or three meetings.
  const others = show === "now" && inbox.pending.length
    ? inbox.others.filter(({ start }, n) => n < 3 || start < now + 7 * DAY)
    : inbox.others;
  return {
    title: dashboard.inbox.title,
    words: dashboard.inbox,
    calendar: dashboard.calendar,
    countdown: frame.countdown,
    now,
    zone: host.zone.replaceAll("_", " "),
    show,
    sought,
    found: found && { count: found.others.length, more: found.more },
    types: types.map(({ id, title }) => ({ id, title })),
    paged: query.has("cursor"),
    pending: inbox.pending.map((booking) => toRowView(booking, host, now)),
    requestDays: await readDaysOfRequests(app, host, inbox.pending),
    pendingCursor: inbox.pendingCursor,
    soon: show === "now" && !found ? await readSoon(app.kv, host, now) : [],
    link: app.baseUrl + pagePathOf(host),
    byGuests: show === "now" && !found
      ? (await readCancelledByGuests(app.kv, host.id, now)).map((booking) => ({
        id: booking.id,
        colour: booking.type.colour,
        name: booking.guest.name,
        how: booking.endReason === "cancelled" ? "cancelled" as const : "withdrawn" as const,
        when: formatShortWhen(booking.start, localeOf(host)),
      }))
      : [],
    days: groupByDay(others, host, now, dashboard.inbox),
    cursor: inbox.cursor,
    isCut: others.length < inbox.others.length || inbox.cursor !== null,
    done: await successMessage(event),
    ...await firstView(event, found ? "upcoming" : show),
  };
};

/** The values of a refusal that belongs to no request. */
const noBooking = { id: "", message: "", detail: "", acknowledged: "" };

const here = ({ id }: { id: string }) => `/dashboard?done=${id}`;

export const actions: Actions = {
  recordStep: action(
    v.object({ step: v.fallback(v.nullable(v.picklist(firstSteps)), null) }),
    async ({ app, host }, { step }) => {
      if (step) await recordFirstStep(app, host.id, step);
      return accepted(null);
    },
    { kept: noBooking, done: () => "/dashboard" },
  ),
  confirmEmail: action(
    v.object({}),
    ({ app, host }) => hostEmail.resendVerification(app, host),
    { kept: noBooking, done: () => "/dashboard?notice=mailed" },
  ),
  confirm: decideAction(bookings.confirm, here),
  reject: decideAction(bookings.reject, here),
  confirmSeveral: decideSeveral(bookings.confirm),
  rejectSeveral: decideSeveral(bookings.reject),
};

/** What the overview shows above the bookings: notices, and the first steps of a new host. */
async function firstView(event: PageServerLoadEvent, show: Tab) {
  if (show !== "now") return { steps: null, notices: null };
  const host = requireHost(event);
  const { app } = event.locals;
  const { guard } = await getGuard(app.kv, host.id);
  const connected = Object.keys(guard.calendars).length > 0;
  const { withoutCalendar, testBookingMade } = host.firstSteps;
  const newcomer = await isNewcomer(app.kv, host);
  const unconfirmed = profile.unverifiedEmail(host);
  return {
    steps: newcomer
      ? { ...await stepsOf(event), connected, withoutCalendar, tried: testBookingMade }
      : null,
    notices: {
      overlaps: await listOverlaps(app, host),
      address: new URL(app.baseUrl).host === event.url.host
        ? null
        : { here: event.url.host, base: app.baseUrl },
      noMail: app.sendMail === null,
      noEmail: app.sendMail !== null && host.email === null && unconfirmed === null,
      unconfirmed: app.sendMail !== null && host.email === null ? unconfirmed : null,
      noCalendar: !connected && !newcomer,
      calendars: await calendarWarning(app, host.id, guard),
    },
  };
}

/** The most urgent calendar warning; null when there is none. */
async function calendarWarning(app: Invito, hostId: string, guard: Guard) {
  const worst = worstFreshness(
    Object.values(guard.calendars),
    app.now(),
    app.settings.syncIntervalMs,
  );
  if (worst === "broken") return worst;
  const hasLost = (await listConnections(app.kv, hostId)).some(({ lostEntries }) => lostEntries);
  return hasLost ? "lostEvents" as const : worst;
}

/** What a new host already has: link, weekly hours and the first event type. */
async function stepsOf(event: PageServerLoadEvent) {
  const host = requireHost(event);
  const { app, region } = event.locals;
  const [schedule] = await listSchedules(app.kv, host.id);
  const [type] = await listEventTypes(app.kv, host.id);
  const { availability } = messages(host.language).dashboard;
  return {
    name: host.name,
    welcomed: host.onboarded,
    link: app.baseUrl + pagePathOf(host),
    hours: formatWeeklyHours(
      schedule?.rules ?? [],
      host,
      availability,
      firstWeekday({ ...host, region }),
    ),
    type: type
      ? {
        id: type.id,
        title: type.title,
        length: formatDurations(type.durations, host.language),
        decision: type.decision,
      }
      : null,
  };
}

async function successMessage(event: PageServerLoadEvent): Promise<Decided | null> {
  const host = requireHost(event);
  const query = event.url.searchParams, email = profile.unverifiedEmail(host);
  if (email && query.get("notice") === "mailed") {
    const { sent } = messages(host.language).dashboard.inbox.notices.unconfirmed;
    return { text: format(sent, { email }), left: [] };
  }
  return await decidedMessage(event.locals.app, host, query);
}
