import { redirect } from "@sveltejs/kit";
import { type Holiday, Holidays } from "$lib/scheduling/availability-exceptions.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { YearlyHolidays } from "$lib/scheduling/host-rules.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { App } from "$lib/server/app.ts";
import { failWith, refusalText, requireHost } from "$lib/server/http/problem-details.ts";
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

export const actions: Actions = {
  /** Fetches a published calendar and shows its all-day events; nothing is fetched before this is submitted. */
  lookUp: async (event) => {
    const host = requireHost(event);
    const address = String((await event.request.formData()).get("address") ?? "").trim();
    const found = await holidays.calendarHolidays(event.locals.app, address);
    if (!found.ok) return failWith(found.refusal, { address, found: null }, host.language);
    return {
      refusal: null,
      values: { address, found: found.value.slice(0, 200).map((each) => holidayRow(each, host)) },
    };
  },

  add: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    // The value of a checkbox is date and name: "2026-12-25 Christmas Day".
    const ticked = form.getAll("holiday").slice(0, 400).map(String)
      .map((value) => ({ date: value.slice(0, 10), name: value.slice(11) }));
    const input = parse(Holidays, ticked);
    if (!input.ok) return failWith(input.refusal, { address: "", found: null }, host.language);
    const { app } = event.locals;
    const before = new Set((await getHostRules(app.kv, host.id)).holidays.map(({ date }) => date));
    const dates = [...input.value.map(({ date }) => date), ...before];
    const yearly = form.has("yearly") ? await yearlyOf(app, host, form, new Set(dates)) : null;
    const taken = await hostRules.addHolidays(app, host.id, input.value, yearly);
    if (!taken.ok) return failWith(taken.refusal, { address: "", found: null }, host.language);
    const more = taken.value.holidays.filter(({ date }) => !before.has(date)).length;
    redirect(303, `/dashboard/availability/time-off?notice=saved&taken=${more}`);
  },
};

/** What comes again each year: the holidays of the place of the form that are taken off. */
async function yearlyOf(
  app: App,
  { language }: Host,
  form: FormData,
  dates: ReadonlySet<string>,
): Promise<YearlyHolidays | null> {
  const country = String(form.get("country") ?? ""),
    region = String(form.get("state") ?? "") || null;
  const found = await holidays.countryHolidays(app, country, region, language);
  return found.ok
    ? await holidays.yearlyHolidays(
      app,
      { country, region },
      found.value.filter(({ date }) => dates.has(date)),
      language,
    )
    : null;
}

function holidayRow({ date, name }: Holiday, host: Host) {
  return { date, name, day: formatPlainDate(date, host) };
}
