import * as v from "valibot";
import { TimeOffInput } from "$lib/scheduling/availability-exceptions.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { Id } from "$lib/scheduling/id.ts";
import { HolidayPlace } from "$lib/openapi/fields.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import {
  countBooked,
  upcomingHolidays,
  upcomingTimeOff,
} from "$lib/server/availability/time-off-json.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { enteredDate } from "$lib/i18n/entered-date.ts";
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

/** The number of holidays that were just added; null where something else or nothing was saved. */
function savedNotice(query: URLSearchParams): { taken: number | null } | null {
  if (!query.has("notice")) return null;
  const taken = Number(query.get("taken"));
  return { taken: query.has("taken") && Number.isInteger(taken) ? taken : null };
}

const kept = { first: "", last: "", name: "", publicText: "" };
const done = () => "/dashboard/availability/time-off?notice=saved";
const text = v.optional(v.string(), "");

export const actions: Actions = {
  add: action(
    v.object({ first: text, last: text, name: text, publicText: text }),
    ({ app, host }, days) => {
      const first = enteredDate(days.first, host), last = enteredDate(days.last, host) || first;
      const input = parse(TimeOffInput, { ...days, first, last });
      return input.ok ? hostRules.addTimeOff(app, host.id, input.value) : input;
    },
    { done },
  ),

  remove: action(
    v.object({ id: Id }),
    ({ app, host }, { id }) => hostRules.removeTimeOff(app, host.id, id),
    { kept, done },
  ),

  stopYearly: action(
    v.object({ country: HolidayPlace, state: v.optional(v.nullable(HolidayPlace), null) }),
    ({ app, host }, { country, state: region }) =>
      hostRules.stopYearlyHolidays(app, host.id, { country, region }),
    { kept, done },
  ),

  removeHolidays: action(
    v.object({ date: v.array(v.string()) }),
    ({ app, host }, { date }) => hostRules.removeHolidays(app, host.id, date),
    { kept: { ...kept, date: undefined }, done },
  ),
};
