import * as v from "valibot";
import { CalendarDate, HolidayPlace, Id } from "$lib/openapi/fields.ts";
import { CancelBody } from "$lib/scheduling/api-schemas.ts";
import { Holidays, TimeOffInput } from "$lib/scheduling/availability-exceptions.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { addHolidays, addTimeOff, removeTimeOff } from "../availability/host-rules.ts";
import {
  calendarHolidays,
  countryHolidays,
  yearlyHolidays,
} from "../availability/public-holidays.ts";
import { timeOffJson, upcomingHolidays, upcomingTimeOff } from "../availability/time-off-json.ts";
import { clearFromDays } from "../bookings/clear-time-off.ts";
import { parseDays } from "../bookings/parse-days.ts";
import { refusalText } from "../http/problem-details.ts";
import { newId } from "../runtime/secrets.ts";
import { getHostRules } from "../store/host-rules.ts";
import { operation } from "./operation.ts";

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
}, async ({ app, host }) => {
  const rules = await getHostRules(app.kv, host.id);
  return accepted({ timeOff: await upcomingTimeOff(app, host, rules) });
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
}, async ({ app, host, body }) => {
  const input = parse(TimeOffInput, { ...body, last: body.last ?? body.first });
  if (!input.ok) return input;
  const id = newId();
  const added = await addTimeOff(app, host.id, input.value, id);
  if (!added.ok) return added;
  return accepted({ timeOff: await timeOffJson(app, host, { id, ...input.value }) });
});

export const deleteTimeOff = operation({
  id: "timeOff.delete",
  method: "DELETE",
  path: `${path}/{id}`,
  tag,
  summary: "Delete time off",
  access: "settings",
  answer: v.object({ id: v.string() }),
}, async ({ app, host, params: { id } }) => {
  const { timeOff } = await getHostRules(app.kv, host.id);
  if (!timeOff.some((each) => each.id === id)) return refused("not-found");
  const removed = await removeTimeOff(app, host.id, id);
  return removed.ok ? accepted({ id }) : removed;
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
}, async ({ app, host, body }) => {
  const found = "country" in body
    ? await countryHolidays(app, body.country, body.region, host.language)
    : await calendarHolidays(app, body.address);
  if (!found.ok) return found;
  const { dates } = body;
  const wanted = dates ? found.value.filter(({ date }) => dates.includes(date)) : found.value;
  const before = await getHostRules(app.kv, host.id);
  const known = new Set(before.holidays.map(({ date }) => date));
  const yearly = "country" in body && body.yearly
    ? await yearlyHolidays(app, body, wanted, host.language)
    : null;
  const rules = await addHolidays(app, host.id, wanted, yearly);
  if (!rules.ok) return rules;
  const holidays = upcomingHolidays(app, host, rules.value);
  return accepted({ added: holidays.filter(({ date }) => !known.has(date)), holidays });
});

export const clearDays = operation({
  id: "timeOff.cancelBookings",
  method: "POST",
  path: "/v0/me/time-off/cancel-bookings",
  tag: "Availability",
  summary: "Cancel what is booked during time off, with one message",
  description:
    "Cancels the bookings that `bookings` names and that are on these days, declines requests, and the requests to move there. Each one by itself: `ended` names those that are cancelled or declined now, also from an earlier call, `kept` why others stay. Without `last` a single day.",
  access: "bookings",
  status: 200,
  body: v.object({
    first: CalendarDate,
    last: v.optional(CalendarDate),
    bookings: v.pipe(v.array(Id), v.minLength(1, "fill-in"), v.maxLength(200, "too-long")),
    message: CancelBody.entries.reason,
  }),
  answer: v.object({
    ended: v.array(v.string()),
    kept: v.array(v.object({ id: v.string(), code: v.string(), title: v.string() })),
  }),
  example: {
    body: {
      first: "2027-08-02",
      last: "2027-08-13",
      bookings: ["none"],
      message: "I’m on holiday.",
    },
  },
}, async ({ app, host, body }) => {
  const { bookings, message } = body;
  const days = parseDays(body.first, body.last ?? null);
  if (!days) {
    const isBackwards = (body.last ?? body.first) < body.first;
    return refused("invalid", { fields: { last: isBackwards ? "days-backwards" : "days-long" } });
  }
  const ended: string[] = [], kept: { id: string; code: string; title: string }[] = [];
  for (const id of new Set(bookings)) {
    const outcome = await clearFromDays(app, id, { host, days, message });
    if (outcome.ok || outcome.refusal.code.startsWith("already-")) ended.push(id);
    else {
      const { code } = outcome.refusal;
      kept.push({ id, code, title: refusalText(outcome.refusal, host.language).sentence });
    }
  }
  return accepted({ ended, kept });
});
