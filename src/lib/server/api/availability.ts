import * as v from "valibot";
import { CalendarDate, Id, Timestamp } from "$lib/openapi/fields.ts";
import { DateOverrides, Holidays } from "$lib/scheduling/availability-exceptions.ts";
import { WeeklyRules } from "$lib/scheduling/availability-schedule.ts";
import { daySpan, wallClockInstant } from "$lib/scheduling/day.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { reasonCodes } from "$lib/scheduling/slot-reasons.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import { readAvailability, setAvailability } from "../availability/availability-json.ts";
import { findBlockers } from "../availability/blockers.ts";
import { hostExplanationJson } from "../availability/explain-json.ts";
import { explainWindow } from "../availability/explain.ts";
import { getEventType } from "../store/event-types.ts";
import { BookingLimitsAnswer } from "./booking-limits.ts";
import { operation } from "./operation.ts";
import { ScheduleAnswer } from "./schedules.ts";
import { TimeOffAnswer } from "./time-off.ts";

const tag = "Availability";
const path = "/v0/me/availability";
const scheduleId = v.optional(Id);
const current = { scheduleId, revision: v.optional(v.number()) };

const revised = {
  answer: v.object({
    schedule: ScheduleAnswer,
    timeOff: v.array(TimeOffAnswer),
    holidays: Holidays,
    bookingLimits: BookingLimitsAnswer,
    revision: v.pipe(v.number(), v.description("Differs when anything in this answer does.")),
  }),
  revised: ".",
} as const;

const set = { ...revised, refusals: ["not-found", "changed"] } as const;

export const getAvailability = operation({
  id: "availability.get",
  method: "GET",
  path,
  tag,
  summary: "Get when you can be booked",
  description:
    "Your default schedule or the one of `scheduleId`, and what closes days in all of them.",
  access: "read",
  counted: "availability",
  query: v.object({ scheduleId }),
  ...revised,
  refusals: ["not-found"],
}, ({ app, host, query }) => readAvailability(app, host, query.scheduleId));

export const setRules = operation({
  id: "availability.setRules",
  method: "PUT",
  path: `${path}/rules`,
  tag,
  summary: "Set the weekly hours",
  description:
    "Of the default schedule or the one of `scheduleId`. Minutes since midnight in your time zone, up to 1440; Monday is 1. With the `revision` of the whole answer, or If-Match, only if nothing in it has changed.",
  access: "settings",
  body: v.object({ rules: WeeklyRules, ...current }),
  ...set,
  example: { body: { rules: [{ weekday: 1, from: 540, to: 1020 }] } },
}, ({ app, host, body, revision: matched }) => {
  const { rules, scheduleId, revision = matched } = body;
  return setAvailability(app, host, { scheduleId, revision, fields: { rules } });
});

export const setOverrides = operation({
  id: "availability.setOverrides",
  method: "PUT",
  path: `${path}/overrides`,
  tag,
  summary: "Set the date overrides",
  description:
    "Replaces those of the default schedule or the one of `scheduleId`. Minutes since midnight in your time zone, up to 1440. `revision` and If-Match as for the weekly hours.",
  access: "settings",
  body: v.object({ overrides: DateOverrides, ...current }),
  ...set,
  example: { body: { overrides: [{ date: "2027-12-24", kind: "block", from: 720, to: 1440 }] } },
}, ({ app, host, body, revision: matched }) => {
  const { overrides, scheduleId, revision = matched } = body;
  return setAvailability(app, host, { scheduleId, revision, fields: { overrides } });
});

/** What makes a start impossible, as far as it is known. */
const Blocker = v.object({
  startsAt: v.optional(Timestamp),
  endsAt: v.optional(Timestamp),
  /** Open at this time, but no meeting begins here. */
  isOffGrid: v.optional(v.literal(true)),
  /** Of the time off or holiday. */
  name: v.optional(v.string()),
  calendar: v.optional(v.string()),
  /** Of the calendar's event; only of the requested time. */
  title: v.optional(v.string()),
  bookings: v.optional(v.array(v.string())),
  seats: v.optional(v.number()),
  limit: v.optional(v.number()),
  of: v.optional(v.picklist(["type", "host"])),
});

const ExplainedStart = v.object({
  startsAt: Timestamp,
  offered: v.boolean(),
  reasons: v.array(
    v.object({ code: v.picklist(reasonCodes), message: v.string(), blocker: Blocker }),
  ),
});

export const explainAvailability = operation({
  id: "availability.explain",
  method: "GET",
  path: `${path}/explain`,
  tag,
  summary: "Explain why times of a date are offered or not",
  description:
    "With `time` (09:00, in your time zone) also for that time, whether or not your hours have it; then the calendars are asked for the titles of what is there.",
  access: "read",
  query: v.object({
    eventTypeId: Id,
    date: CalendarDate,
    time: v.optional(v.pipe(v.string(), v.regex(/^\d{1,2}:\d\d$/, "time-invalid"))),
    minutes: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/, "duration-range"))),
  }),
  answer: v.object({
    timezone: v.string(),
    minutes: v.number(),
    schedule: v.string(),
    requested: v.nullable(ExplainedStart),
    starts: v.array(ExplainedStart),
    staleCalendars: v.array(v.string()),
    unreachableCalendars: v.array(v.string()),
  }),
  refusals: ["not-found"],
}, async ({ app, host, query }) => {
  const { eventTypeId, date, time } = query;
  const type = await getEventType(app.kv, host.id, eventTypeId);
  if (!type) return refused("not-found");
  const minutes = query.minutes === undefined ? type.durations[0]! : Number(query.minutes);
  if (!type.durations.includes(minutes)) {
    return refused("invalid", { fields: { minutes: "duration-range" } });
  }
  const minute = time === undefined ? null : parseClockTime(time, "from");
  if (time !== undefined && minute === null) {
    return refused("invalid", { fields: { time: "time-invalid" } });
  }
  const requested = minute === null ? null : wallClockInstant(date, minute, host.zone, "start");
  const window = daySpan(date, host.zone);
  const explanation = await explainWindow(app, { host, type, minutes, window, requested });
  const blockers = await findBlockers(app, host, explanation, date);
  return accepted({
    timezone: host.zone,
    minutes,
    schedule: explanation.scheduleName,
    ...hostExplanationJson(explanation, blockers),
    staleCalendars: explanation.staleCalendars,
    unreachableCalendars: blockers.unreachable,
  });
});
