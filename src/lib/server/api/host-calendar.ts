import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { Status } from "$lib/openapi/host-booking.ts";
import { Instant } from "$lib/scheduling/api-schemas.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { hostCalendarJson } from "../views/host-calendar-json.ts";
import { readHostCalendar } from "../views/host-calendar.ts";
import { operation } from "./operation.ts";

/** The longest span of one answer, in days. */
export const MAX_CALENDAR_DAYS = 42;

const time = { startsAt: Timestamp, endsAt: Timestamp };

const Held = v.object({
  ...time,
  kind: v.picklist(["confirmed", "requested", "reschedule-requested"]),
  bufferBefore: v.pipe(v.number(), v.description("Minutes.")),
  bufferAfter: v.pipe(v.number(), v.description("Minutes.")),
  answerBy: v.pipe(v.nullable(Timestamp), v.description("The first deadline of a request in it.")),
  bookings: v.pipe(
    v.array(v.object({
      id: v.string(),
      status: Status,
      guest: v.string(),
      eventType: v.object({ id: v.string(), title: v.string(), colour: v.string() }),
      test: v.boolean(),
    })),
    v.description("Several where guests share the time."),
  ),
  unverified: v.pipe(
    v.number(),
    v.description("Guests who hold time and have still to verify their email."),
  ),
});

export const getCalendar = operation({
  id: "calendar.get",
  method: "GET",
  path: "/v0/me/calendar",
  tag: "Availability",
  summary: "Get your own time",
  description:
    `Your open hours, your bookings and requests, those of a team that you are assigned to among them, and busy time of your calendars as of their last sync. In \`unknown\` time a calendar may have events that aren’t known: treat it as busy. At most ${MAX_CALENDAR_DAYS} days.`,
  access: "read",
  query: v.pipe(
    v.object({ from: Instant, to: Instant }),
    v.forward(v.check(({ from, to }) => from < to, "calendar-span"), ["to"]),
    v.forward(
      v.check(({ from, to }) => to - from <= MAX_CALENDAR_DAYS * DAY, "calendar-span"),
      ["to"],
    ),
  ),
  answer: v.object({
    timezone: v.string(),
    open: v.array(v.object(time)),
    closed: v.array(v.object({
      ...time,
      reason: v.picklist(["TIMEOFF", "HOLIDAY", "OVERRIDE"]),
      name: v.string(),
    })),
    held: v.array(Held),
    busy: v.array(v.object({
      ...time,
      calendar: v.string(),
      title: v.pipe(
        v.string(),
        v.description("Of the calendar’s entry; empty without one, and for a private entry."),
      ),
      private: v.pipe(v.boolean(), v.description("Whether the entry is private.")),
    })),
    unknown: v.array(v.object({
      ...time,
      calendar: v.string(),
      reason: v.picklist(["stale", "broken", "not-synced", "unreachable"]),
    })),
  }),
  example: { query: { from: "2026-11-23T00:00:00Z", to: "2026-11-30T00:00:00Z" } },
}, async ({ app, host, query: { from, to } }) => {
  const calendar = await readHostCalendar(app, host, { start: from, end: to });
  return accepted(hostCalendarJson(host, calendar));
});
