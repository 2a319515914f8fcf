import { error, redirect } from "@sveltejs/kit";
import { refused } from "$lib/scheduling/outcome.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { weekdaysFrom } from "$lib/scheduling/month.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";
import { selectedSchedule } from "./selected-schedule.ts";
import { parseWeeklyHours } from "./parse-weekly-hours.ts";
import { editRows, parseWeekForm, type Weekday, weekFormValues } from "./week-form-values.ts";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { dashboard, refusals } = messages(host.language);
  const all = await listSchedules(event.locals.app.kv, host.id);
  const schedule = selectedSchedule(
    all,
    await listEventTypes(event.locals.app.kv, host.id),
    event.url,
  );
  if (!schedule) error(404, refusals.sentences["not-found"]);
  return {
    title: dashboard.availability.title,
    words: dashboard.availability,
    scheduleId: schedule.id,
    schedules: all.map(({ id, name }) => ({ id, name })),
    revision: String(schedule.revision),
    week: weekFormValues(schedule.rules, host),
    weekdays: weekdaysFrom(firstWeekday({ ...host, region: event.locals.region })) as Weekday[],
    hourCycle: host.hourCycle,
    zone: host.zone.replaceAll("_", " "),
    saved: event.url.searchParams.get("notice") === "saved",
  };
};

export const actions: Actions = {
  save: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const values = { week: parseWeekForm(form), revision: String(form.get("revision")) };
    const rules = parseWeeklyHours(values.week);
    if (!rules.ok) return failWith(rules.refusal, values, host.language);
    const saved = await schedules.saveRules(
      event.locals.app,
      host.id,
      String(form.get("schedule")),
      { revision: Number(form.get("over") ?? values.revision), rules: rules.value },
    );
    if (!saved.ok) return failWith(saved.refusal, values, host.language);
    redirect(303, `/dashboard/availability?schedule=${saved.value.id}&notice=saved`);
  },

  /** Adds, removes and copies rows where scripts do not run; nothing is saved. */
  editRows: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const press = String(form.get("press"));
    const days = form.getAll(`copy-${press.split("-")[1]}`).map(Number);
    const week = editRows(parseWeekForm(form), press, days, host);
    if (week.flat().length > 50) {
      const { refusal } = refused("invalid", { fields: { form: "too-many-windows" } });
      const values = { week: parseWeekForm(form), revision: String(form.get("revision")) };
      return failWith(refusal, values, host.language);
    }
    return {
      refusal: null,
      values: { week, revision: String(form.get("revision")) },
      pressed: press,
    };
  },
};
