/** The figures that pages of analytics show as charts. */
import * as v from "valibot";
import { CalendarDate, Id } from "$lib/openapi/fields.ts";
import { countedSources, viewDimensions } from "$lib/scheduling/counted-days.ts";
import { bookingOutcomes, requestOutcomes } from "$lib/scheduling/figures/outcomes.ts";
import { periodUnits } from "$lib/scheduling/figures/periods.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { figuresFor } from "../analytics/figures-for.ts";
import { listEventTypes } from "../store/event-types.ts";
import { operation } from "./operation.ts";

const tag = "Analytics";

const dates =
  "The dates are those of your time zone, or the team’s; the last 30 days without them, and up to 366. `uncounted` is the number of recent changes that are still to be counted.";

const few = "Null stands for fewer than three views, which are not told apart.";

const query = {
  from: v.optional(CalendarDate),
  to: v.optional(CalendarDate),
  eventTypeId: v.optional(Id),
  teamId: v.optional(Id),
  source: v.optional(v.picklist(countedSources)),
};

const answered = {
  from: CalendarDate,
  to: CalendarDate,
  timezone: v.string(),
  uncounted: v.number(),
};

/** A part of a whole, 0 to 1; null where there is none. */
const Share = v.nullable(v.number());
const Views = v.nullable(v.number());

export const showBookings = operation({
  id: "analytics.bookings",
  method: "GET",
  path: "/v0/analytics/bookings",
  tag,
  summary: "Get how many bookings were requested, and what became of them",
  description:
    `By day, week (from Monday) or month, each beside as many days of the dates before. ${dates}`,
  access: "read",
  query: v.object({ ...query, by: v.optional(v.picklist(periodUnits), "day") }),
  answer: v.object({
    ...answered,
    requested: v.number(),
    before: v.number(),
    periods: v.array(v.object({
      from: CalendarDate,
      to: CalendarDate,
      requested: v.number(),
      before: v.number(),
    })),
    outcomes: v.array(v.object({
      outcome: v.picklist([...requestOutcomes, ...bookingOutcomes]),
      count: v.number(),
      of: v.picklist(["requested", "confirmed"]),
      share: Share,
    })),
  }),
  refusals: ["not-found"],
}, async ({ app, host, query }) => {
  const asked = await figuresFor(app, host, query);
  if (!asked.ok) return asked;
  const { answered, figures } = asked.value;
  return accepted({
    ...answered,
    ...figures.totals,
    periods: figures.periods,
    outcomes: figures.outcomes,
  });
});

export const showHours = operation({
  id: "analytics.hours",
  method: "GET",
  path: "/v0/analytics/hours",
  tag,
  summary: "Get the hours of the week in which bookings begin",
  description: `All 168 of them; weekday 1 is Monday, hour 0 begins at midnight. ${dates}`,
  access: "read",
  query: v.object(query),
  answer: v.object({
    ...answered,
    hours: v.array(v.object({ weekday: v.number(), hour: v.number(), bookings: v.number() })),
  }),
  refusals: ["not-found"],
}, async ({ app, host, query }) => {
  const asked = await figuresFor(app, host, query);
  if (!asked.ok) return asked;
  const { answered, figures } = asked.value;
  return accepted({ ...answered, hours: figures.hours });
});

/** Bookings within bounds. */
const Timing = v.array(v.object({
  from: v.number(),
  /** Null where there is no bound. */
  under: v.nullable(v.number()),
  bookings: v.number(),
  share: Share,
  /** Whether the median is among them. */
  isMedian: v.boolean(),
}));

export const showTiming = operation({
  id: "analytics.timing",
  method: "GET",
  path: "/v0/analytics/timing",
  tag,
  summary: "Get how far ahead guests book, and how long decisions take",
  description: `\`leadTimes\` in days, \`decisionTimes\` in minutes. ${dates}`,
  access: "read",
  query: v.object(query),
  answer: v.object({ ...answered, leadTimes: Timing, decisionTimes: Timing }),
  refusals: ["not-found"],
}, async ({ app, host, query }) => {
  const asked = await figuresFor(app, host, query);
  if (!asked.ok) return asked;
  const { answered, figures } = asked.value;
  return accepted({
    ...answered,
    leadTimes: figures.leadTimes,
    decisionTimes: figures.decisionTimes,
  });
});

export const showEventTypes = operation({
  id: "analytics.eventTypes",
  method: "GET",
  path: "/v0/analytics/event-types",
  tag,
  summary: "Get views and bookings by event type",
  description: `\`title\` is null for a deleted one. ${few} ${dates}`,
  access: "read",
  query: v.object(query),
  answer: v.object({
    ...answered,
    eventTypes: v.array(v.object({
      id: v.string(),
      title: v.nullable(v.string()),
      views: Views,
      requested: v.number(),
      confirmed: v.number(),
      share: Share,
    })),
  }),
  refusals: ["not-found"],
}, async ({ app, host, query }) => {
  const asked = await figuresFor(app, host, query);
  if (!asked.ok) return asked;
  const { ownerId, answered, figures } = asked.value;
  const titles = new Map(
    (await listEventTypes(app.kv, ownerId)).map(({ id, title }) => [id, title]),
  );
  const eventTypes = figures.eventTypes.map(({ typeId, ...counts }) => ({
    id: typeId,
    title: titles.get(typeId) ?? null,
    ...counts,
  }));
  return accepted({ ...answered, eventTypes });
});

export const showSources = operation({
  id: "analytics.sources",
  method: "GET",
  path: "/v0/analytics/sources",
  tag,
  summary: "Get views and bookings by source",
  description: `${few} ${dates}`,
  access: "read",
  query: v.object(query),
  answer: v.object({
    ...answered,
    sources: v.array(v.object({
      source: v.picklist(countedSources),
      views: Views,
      requested: v.number(),
      confirmed: v.number(),
      share: Share,
    })),
  }),
  refusals: ["not-found"],
}, async ({ app, host, query }) => {
  const asked = await figuresFor(app, host, query);
  if (!asked.ok) return asked;
  const { answered, figures } = asked.value;
  return accepted({ ...answered, sources: figures.sources });
});

export const showVisitors = operation({
  id: "analytics.visitors",
  method: "GET",
  path: "/v0/analytics/visitors",
  tag,
  summary: "Get page views by device, language, time zone and where guests came from",
  description:
    `Of all event types together. Values of fewer than three views are together as \`other\`. ${few} ${dates}`,
  access: "read",
  query: v.object({ from: query.from, to: query.to, teamId: query.teamId }),
  answer: v.object({
    ...answered,
    visitors: v.object(
      v.entriesFromList(
        viewDimensions,
        v.array(v.object({ value: v.string(), views: Views, share: Share })),
      ),
    ),
  }),
  refusals: ["not-found"],
}, async ({ app, host, query }) => {
  const asked = await figuresFor(app, host, query);
  if (!asked.ok) return asked;
  const { answered, figures } = asked.value;
  return accepted({ ...answered, visitors: figures.visitors });
});
