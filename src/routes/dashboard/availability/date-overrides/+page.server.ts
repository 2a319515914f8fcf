import { error, redirect } from "@sveltejs/kit";
import { dateAt } from "$lib/scheduling/day.ts";
import type { DateOverride } from "$lib/scheduling/availability-exceptions.ts";
import { addMonths, isDate, isMonth, weekdaysFrom } from "$lib/scheduling/month.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
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
import { overrideFormValues, overrideKinds, parseOverrides } from "./override-form-values.ts";

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

export const actions: Actions = {
  add: async (event) => {
    const host = requireHost(event);
    const values = overrideFormValues(await event.request.formData());
    const input = parseOverrides(values);
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const { app } = event.locals;
    const added = await dateOverrides.addOverrides(app, host.id, values.schedule, input.value);
    if (!added.ok) return failWith(added.refusal, values, host.language);
    redirect(303, backTo(added.value.id, values.dates[0] ?? ""));
  },

  remove: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const input: DateOverride = {
      date: String(form.get("date")),
      kind: overrideKinds.find((kind) => kind === form.get("kind")) ?? "block",
      from: Number(form.get("from")),
      to: Number(form.get("to")),
    };
    const id = String(form.get("schedule"));
    const gone = await dateOverrides.removeOverride(event.locals.app, host.id, id, input);
    if (!gone.ok) return failWith(gone.refusal, overrideFormValues(form), host.language);
    redirect(303, backTo(gone.value.id, input.date));
  },
};

function backTo(schedule: string, date: string): string {
  const day = isDate(date) ? `&date=${date}` : "";
  return `/dashboard/availability/date-overrides?schedule=${schedule}${day}&notice=saved`;
}
