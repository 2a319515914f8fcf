import { redirect } from "@sveltejs/kit";
import { dateAt } from "$lib/scheduling/day.ts";
import { TimeOffInput } from "$lib/scheduling/availability-exceptions.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import {
  countBooked,
  upcomingHolidays,
  upcomingTimeOff,
} from "$lib/server/availability/time-off-json.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { messages } from "$lib/i18n/messages.ts";
import { formatPlainDate } from "../format-date.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const words = messages(host.language).dashboard.availability;
  const rules = await getHostRules(app.kv, host.id);
  const timeOff = await upcomingTimeOff(app, host, rules);
  return {
    title: words.timeOff.title,
    words,
    today: dateAt(app.now(), host.zone),
    timeOff: timeOff.map(({ id, first, last, name, publicText, booked }) => ({
      id,
      first,
      last,
      name,
      publicText,
      days: first === last
        ? formatPlainDate(first, host)
        : `${formatPlainDate(first, host)} – ${formatPlainDate(last, host)}`,
      booked,
    })),
    holidays: await Promise.all(
      upcomingHolidays(app, host, rules).map(async ({ date, name }) => ({
        date,
        name,
        day: formatPlainDate(date, host),
        booked: await countBooked(app, host, { first: date, last: date }),
      })),
    ),
    yearly: rules.yearlyHolidays.map(({ country, region, label }) => ({ country, region, label })),
    notice: savedNotice(event.url.searchParams),
  };
};

const nothing = { first: "", last: "", name: "", publicText: "" };

/** The number of holidays that were just added; null where something else or nothing was saved. */
function savedNotice(query: URLSearchParams): { taken: number | null } | null {
  if (!query.has("notice")) return null;
  const taken = Number(query.get("taken"));
  return { taken: query.has("taken") && Number.isInteger(taken) ? taken : null };
}

export const actions: Actions = {
  add: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const values = {
      first: text("first"),
      last: text("last"),
      name: text("name"),
      publicText: text("publicText"),
    };
    const input = parse(TimeOffInput, { ...values, last: values.last || values.first });
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const added = await hostRules.addTimeOff(event.locals.app, host.id, input.value);
    if (!added.ok) return failWith(added.refusal, values, host.language);
    redirect(303, "/dashboard/availability/time-off?notice=saved");
  },

  remove: async (event) => {
    const host = requireHost(event);
    const id = String((await event.request.formData()).get("id"));
    const gone = await hostRules.removeTimeOff(event.locals.app, host.id, id);
    if (!gone.ok) return failWith(gone.refusal, nothing, host.language);
    redirect(303, "/dashboard/availability/time-off?notice=saved");
  },

  stopYearly: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const region = String(form.get("state") ?? "") || null;
    const place = { country: String(form.get("country") ?? ""), region };
    const stopped = await hostRules.stopYearlyHolidays(event.locals.app, host.id, place);
    if (!stopped.ok) {
      return failWith(stopped.refusal, nothing, host.language);
    }
    redirect(303, "/dashboard/availability/time-off?notice=saved");
  },

  removeHolidays: async (event) => {
    const host = requireHost(event);
    const dates = (await event.request.formData()).getAll("date").map(String);
    const gone = await hostRules.removeHolidays(event.locals.app, host.id, dates);
    if (!gone.ok) return failWith(gone.refusal, nothing, host.language);
    redirect(303, "/dashboard/availability/time-off?notice=saved");
  },
};
