import * as v from "valibot";
import { Holidays, TimeOffInput } from "../../scheduling/availability-exceptions.ts";
import { CalendarDate, HolidayPlace } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Availability";
const path = "/v0/me/time-off";

/** Whole dates without bookings, the last one included. */
export const TimeOffAnswer = v.object({
  id: v.string(),
  first: CalendarDate,
  last: CalendarDate,
  name: v.string(),
  /** What guests read while you are away; empty says nothing. */
  publicText: v.string(),
  /** What is booked on these days; it stays. */
  booked: v.object({ bookings: v.number(), requests: v.number() }),
});

export const listTimeOff = operation({
  id: "timeOff.list",
  method: "GET",
  path,
  tag,
  summary: "List your time off",
  description: "Today’s and what is to come.",
  access: "read",
  answer: v.object({ timeOff: v.array(TimeOffAnswer) }),
});

export const createTimeOff = operation({
  id: "timeOff.create",
  method: "POST",
  path,
  tag,
  summary: "Take time off",
  description:
    "Whole days in your time zone; without `last` a single one. Bookings on them stay. Only you see `name`; guests read `publicText` on your page.",
  access: "settings",
  body: v.object({
    first: TimeOffInput.entries.first,
    last: v.optional(TimeOffInput.entries.last),
    name: v.optional(TimeOffInput.entries.name, ""),
    publicText: TimeOffInput.entries.publicText,
  }),
  answer: v.object({ timeOff: TimeOffAnswer }),
  example: {
    body: {
      first: "2027-08-02",
      last: "2027-08-13",
      name: "Summer",
      publicText: "I’m on holiday.",
    },
  },
});

export const deleteTimeOff = operation({
  id: "timeOff.delete",
  method: "DELETE",
  path: `${path}/{id}`,
  tag,
  summary: "Delete time off",
  access: "settings",
  answer: v.object({ id: v.string() }),
});

const only = v.optional(v.pipe(v.array(CalendarDate), v.maxLength(400, "too-many-holidays")));
const region = v.optional(v.nullable(HolidayPlace), null);

export const importHolidays = operation({
  id: "timeOff.importHolidays",
  method: "POST",
  path: `${path}/import-holidays`,
  tag,
  summary: "Take over public holidays",
  description:
    "Those of a country or one of its regions, or the whole days of a published calendar, up to the end of next year; with `dates` these alone. A date that is there keeps its name.",
  access: "settings",
  body: v.union([
    v.object({
      country: HolidayPlace,
      region,
      dates: only,
      /** Whether they are added again each year. */
      yearly: v.optional(v.boolean(), false),
    }),
    v.object({ address: v.pipe(v.string(), v.maxLength(2000, "too-long")), dates: only }),
  ]),
  answer: v.object({ added: Holidays, holidays: Holidays }),
  status: 200,
  example: { body: { country: "DE", region: "BE" } },
});
