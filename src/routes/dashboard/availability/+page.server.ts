import { error, redirect } from "@sveltejs/kit";
import { refused } from "$lib/scheduling/outcome.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import * as schedules from "$lib/server/schedules.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";
import { chosenSchedule } from "./chosen-schedule.ts";
import { rulesOf } from "./typed-rules.ts";
import { reshaped, weekFrom, weekOf } from "./week.ts";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { dashboard, refusals } = wordsFor(host.language);
  const all = await listSchedules(event.locals.app.kv, host.id);
  const schedule = chosenSchedule(
    all,
    await listEventTypes(event.locals.app.kv, host.id),
    event.url,
  );
  if (!schedule) error(404, refusals.sentences["not-found"]);
  return {
    title: dashboard.hours.title,
    words: dashboard.hours,
    scheduleId: schedule.id,
    schedules: all.map(({ id, name }) => ({ id, name })),
    revision: String(schedule.revision),
    week: weekOf(schedule.rules, host.hourCycle),
    hourCycle: host.hourCycle,
    zone: host.zone.replaceAll("_", " "),
    saved: event.url.searchParams.get("said") === "saved",
  };
};

export const actions: Actions = {
  save: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const typed = { week: weekFrom(form), revision: String(form.get("revision")) };
    const rules = rulesOf(typed.week);
    if (!rules.ok) return failWith(rules.refusal, typed, host.language);
    const saved = await schedules.saveRules(
      event.locals.app,
      host.id,
      String(form.get("schedule")),
      { revision: Number(form.get("over") ?? typed.revision), rules: rules.value },
    );
    if (!saved.ok) return failWith(saved.refusal, typed, host.language);
    redirect(303, `/dashboard/availability?schedule=${saved.value.id}&said=saved`);
  },

  /** Without scripts the rows are added, removed and copied here; nothing is saved. */
  reshape: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const press = String(form.get("press"));
    const days = form.getAll(`copy-${press.split("-")[1]}`).map(Number);
    const week = reshaped(weekFrom(form), press, days, host.hourCycle);
    if (week.flat().length > 50) {
      const { refusal } = refused("invalid", { fields: { form: "too-many-windows" } });
      return failWith(refusal, { week: weekFrom(form), revision: String(form.get("revision")) });
    }
    return { told: null, typed: { week, revision: String(form.get("revision")) }, pressed: press };
  },
};
