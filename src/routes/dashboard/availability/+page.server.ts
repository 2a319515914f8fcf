import { error } from "@sveltejs/kit";
import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { weekdaysFrom } from "$lib/scheduling/month.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";
import { selectedSchedule } from "./selected-schedule.ts";
import { parseWeeklyHours } from "./parse-weekly-hours.ts";
import {
  editRows,
  parseWeekForm,
  type Weekday,
  weekdays,
  weekFormValues,
} from "./week-form-values.ts";

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

const Texts = v.array(v.string());

/** For each weekday `from-1` and `to-1`, once for each of its time ranges, and `copy-1`, the days that get them. */
const weekFields = Object.fromEntries(
  weekdays.flatMap((day) => ["from", "to", "copy"].map((what) => [`${what}-${day}`, Texts])),
) as Record<`${"from" | "to" | "copy"}-${Weekday}`, typeof Texts>;

const Week = v.object({ ...weekFields, revision: v.optional(v.number(), 0) });
const kept = (_: unknown, __: unknown, entered: Parameters<typeof parseWeekForm>[0]) => ({
  week: parseWeekForm(entered),
});

export const actions: Actions = {
  save: action(
    v.object({ ...Week.entries, schedule: Id, over: v.optional(v.number()) }),
    async ({ app, host }, { schedule, revision, over = revision, ...week }) => {
      const rules = parseWeeklyHours(parseWeekForm(week));
      if (!rules.ok) return rules;
      return await schedules.saveRules(app, host.id, schedule, {
        revision: over,
        rules: rules.value,
      });
    },
    { kept, done: ({ id }) => `/dashboard/availability?schedule=${id}&notice=saved` },
  ),

  /** Adds, removes and copies rows where scripts do not run; nothing is saved. */
  editRows: action(
    v.object({ ...Week.entries, press: v.string() }),
    ({ host }, { press, revision, ...entered }) => {
      const day = weekdays.find((each) => String(each) === press.split("-")[1]);
      const days = day ? entered[`copy-${day}`].map(Number) : [];
      const week = editRows(parseWeekForm(entered), press, days, host);
      if (week.flat().length > 50) {
        return refused("invalid", { fields: { form: "too-many-windows" } });
      }
      return accepted({ week, revision: String(revision), press });
    },
    { kept, shows: ({ press, ...values }) => ({ refusal: null, values, pressed: press }) },
  ),
};
