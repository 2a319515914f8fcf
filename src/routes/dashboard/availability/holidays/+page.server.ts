import * as v from "valibot";
import { type Holiday, Holidays } from "$lib/scheduling/availability-exceptions.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { YearlyHolidays } from "$lib/scheduling/host-rules.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import type { App } from "$lib/server/app.ts";
import { action } from "$lib/server/http/action.ts";
import { refusalText, requireHost } from "$lib/server/http/problem-details.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import * as holidays from "$lib/server/availability/public-holidays.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { messages } from "$lib/i18n/messages.ts";
import { formatPlainDate } from "../format-date.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const words = messages(host.language).dashboard.availability;
  const country = event.url.searchParams.get("country") ?? "";
  const state = event.url.searchParams.get("state") || null;
  const known = (await getHostRules(app.kv, host.id)).holidays;
  const [countries, states, found] = await Promise.all([
    holidays.countries(host.language),
    country ? holidays.regionsOf(country, host.language) : [],
    country ? holidays.countryHolidays(app, country, state, host.language) : null,
  ]);
  return {
    title: words.timeOff.holidays,
    words,
    countries,
    states,
    country,
    state,
    known: known.map(({ date }) => date),
    found: found?.ok ? found.value.map((each) => holidayRow(each, host)) : null,
    hasOtherNames: found?.ok === true &&
      await holidays.hasEnglishNames(app, { country, state }, found.value, host.language),
    error: found && !found.ok
      ? refusalText(found.refusal, host.language).fields["country"]
      : undefined,
  };
};

const Ticked = v.object({
  // The value of a checkbox is date and name: "2026-12-25 Christmas Day".
  holiday: v.pipe(
    v.array(v.string()),
    v.transform((ticked) =>
      ticked.map((value) => ({ date: value.slice(0, 10), name: value.slice(11) }))
    ),
    Holidays,
  ),
  yearly: v.boolean(),
  country: v.string(),
  state: v.nullable(v.string()),
});

export const actions: Actions = {
  /** Fetches a published calendar and shows its all-day events; nothing is fetched before this is submitted. */
  lookUp: action(
    v.object({ address: v.pipe(v.string(), v.trim()) }),
    async ({ app, host }, { address }) => {
      const found = await holidays.calendarHolidays(app, address);
      if (!found.ok) return found;
      const rows = found.value.slice(0, 200).map((each) => holidayRow(each, host));
      return accepted({ address, found: rows });
    },
    { kept: { found: null }, shows: (values) => ({ refusal: null, values }) },
  ),

  add: action(
    Ticked,
    async ({ app, host }, { holiday, yearly, country, state: region }) => {
      const { holidays: known } = await getHostRules(app.kv, host.id);
      const before = new Set(known.map(({ date }) => date));
      const dates = new Set([...holiday.map(({ date }) => date), ...before]);
      const place = { country, region };
      const again = yearly ? await yearlyOf(app, host, place, dates) : null;
      const taken = await hostRules.addHolidays(app, host.id, holiday, again);
      if (!taken.ok) return taken;
      return accepted(taken.value.holidays.filter(({ date }) => !before.has(date)).length);
    },
    {
      kept: { address: "", found: null },
      done: (more) => `/dashboard/availability/time-off?notice=saved&taken=${more}`,
    },
  ),
};

/** What comes again each year: the holidays of a place that are taken off. */
async function yearlyOf(
  app: App,
  { language }: Host,
  place: { country: string; region: string | null },
  dates: ReadonlySet<string>,
): Promise<YearlyHolidays | null> {
  const found = await holidays.countryHolidays(app, place.country, place.region, language);
  if (!found.ok) return null;
  const chosen = found.value.filter(({ date }) => dates.has(date));
  return await holidays.yearlyHolidays(app, place, chosen, language);
}

function holidayRow({ date, name }: Holiday, host: Host) {
  return { date, name, day: formatPlainDate(date, host) };
}
