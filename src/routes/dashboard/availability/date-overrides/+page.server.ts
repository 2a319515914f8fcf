import { error } from "@sveltejs/kit";
import * as v from "valibot";
import { dateAt } from "$lib/scheduling/day.ts";
import { DateOverride } from "$lib/scheduling/availability-exceptions.ts";
import { Id } from "$lib/scheduling/id.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import { addMonths, isDate, isMonth, weekdaysFrom } from "$lib/scheduling/month.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { countBooked, nothingBooked } from "$lib/server/availability/time-off-json.ts";
import * as dateOverrides from "$lib/server/availability/date-overrides.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { formatMonth } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { selectedSchedule } from "../selected-schedule.ts";
import { formatPlainDate } from "../format-date.ts";
import type { Actions, PageServerLoad } from "./$types";
import { datesBeside, overrideDay, overrideMonth, overrideView } from "./override-month.ts";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { dashboard, refusals } = messages(host.language);
  const all = await listSchedules(app.kv, host.id);
  const schedule = selectedSchedule(all, await listEventTypes(app.kv, host.id), event.url);
  if (!schedule) error(404, refusals.sentences["not-found"]);

  const rules = await getHostRules(app.kv, host.id);
  await app.checkLedger(host.id);
  const today = dateAt(app.now(), host.zone);
  const query = event.url.searchParams;
  const requested = query.get("date") ?? "";
  const date = isDate(requested) ? requested : null;
  const wanted = date?.slice(0, 7) ?? query.get("month") ?? "";
  const month = isMonth(wanted) && wanted > today.slice(0, 7) ? wanted : today.slice(0, 7);
  const from = firstWeekday({ ...host, region: event.locals.region });
  const at = (month: string) => `?schedule=${schedule.id}&month=${month}`;
  return {
    title: dashboard.availability.dateOverrides.title,
    words: dashboard.availability,
    schedules: all.map(({ id, name }) => ({ id, name })),
    scheduleId: schedule.id,
    month: {
      name: formatMonth(Date.parse(`${month}-15T12:00Z`), {
        zone: "UTC",
        language: host.language,
        hourCycle: host.hourCycle,
      }),
      previous: month > today.slice(0, 7) ? at(addMonths(month, -1)) : null,
      next: at(addMonths(month, 1)),
      weekdays: weekdaysFrom(from),
      weeks: overrideMonth(schedule, rules, { month, today, current: date, from }, host),
    },
    day: date === null || date < today ? null : {
      ...overrideDay(schedule, rules, date, host),
      beside: datesBeside(date, { today, from }, host),
    },
    changes: await Promise.all(
      schedule.overrides.filter((each) => each.date >= today).map(async (each) => {
        const view = overrideView(each, host);
        const days = { first: each.date, last: each.date };
        return {
          ...view,
          day: formatPlainDate(each.date, host),
          // What is booked is listed by whole days.
          booked: each.kind === "block" && view.whole
            ? await countBooked(app, host, days)
            : nothingBooked,
        };
      }),
    ),
    saved: query.get("notice") === "saved",
  };
};

/** A time of the day as it is entered; empty is where the day begins or ends. */
const timeOf = (side: "from" | "to", otherwise: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.trim() === "" ? otherwise : parseClockTime(text, side)),
    v.number("time-invalid"),
  );

const OverrideForm = v.pipe(
  v.object({
    schedule: Id,
    // The first is the one that was open.
    date: v.pipe(
      v.array(v.string()),
      v.transform((dates) => [...new Set(dates.map((date) => date.trim()))]),
      v.check((dates) => dates.length > 0 && dates.every(isDate), "date-invalid"),
    ),
    kind: v.optional(DateOverride.entries.kind, "block"),
    from: timeOf("from", 0),
    to: timeOf("to", 1440),
  }),
  v.forward(v.check(({ from, to }) => from < to, "window-backwards"), ["to"]),
);

const StoredOverride = v.object({
  schedule: Id,
  date: v.string(),
  kind: OverrideForm.entries.kind,
  from: v.optional(v.number(), 0),
  to: v.optional(v.number(), 1440),
});

export const actions: Actions = {
  add: action(
    OverrideForm,
    async ({ app, host }, { schedule, date: [first = "", ...more], ...hours }) => {
      const overrides = [first, ...more].map((date) => ({ date, ...hours }));
      const added = await dateOverrides.addOverrides(app, host.id, schedule, overrides);
      return added.ok ? accepted({ id: added.value.id, date: first }) : added;
    },
    { kept: { isNew: true }, done: backTo },
  ),

  remove: action(
    StoredOverride,
    async ({ app, host }, { schedule, ...override }) => {
      const gone = await dateOverrides.removeOverride(app, host.id, schedule, override);
      return gone.ok ? accepted({ id: gone.value.id, date: override.date }) : gone;
    },
    { done: backTo },
  ),
};

function backTo({ id, date }: { id: string; date: string }): string {
  const day = isDate(date) ? `&date=${date}` : "";
  return `/dashboard/availability/date-overrides?schedule=${id}${day}&notice=saved`;
}
