import * as v from "valibot";
import { HolidayPlace } from "$lib/openapi/fields.ts";
import { Holidays } from "$lib/scheduling/availability-exceptions.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { removeHolidays, stopYearlyHolidays as stopYearly } from "../availability/host-rules.ts";
import {
  countries as knownCountries,
  countryHolidays,
  regionsOf,
} from "../availability/public-holidays.ts";
import { upcomingHolidays } from "../availability/time-off-json.ts";
import { getHostRules } from "../store/host-rules.ts";
import { operation } from "./operation.ts";

const tag = "Availability";
const path = "/v0/me/holidays";
const countries = `${path}/countries` as const;
const params = { country: "The id of a country, as DE." };

/** A country, or a part of it with holidays of its own. */
const Regions = v.array(v.object({ id: v.string(), name: v.string() }));

export const listHolidays = operation({
  id: "holidays.list",
  method: "GET",
  path,
  tag,
  summary: "List the holidays on which you take no bookings",
  access: "read",
  answer: v.object({
    holidays: Holidays,
    /** The places whose holidays are added again each year. */
    yearly: v.array(v.object({
      country: v.string(),
      region: v.nullable(v.string()),
      names: v.array(v.string()),
    })),
  }),
}, async ({ app, host }) => {
  const rules = await getHostRules(app.kv, host.id);
  const yearly = rules.yearlyHolidays.map(({ country, region, names }) => ({
    country,
    region,
    names,
  }));
  return accepted({ holidays: upcomingHolidays(app, host, rules), yearly });
});

export const stopYearlyHolidays = operation({
  id: "holidays.stopYearly",
  method: "DELETE",
  path: `${countries}/{country}`,
  params,
  tag,
  summary: "Stop adding the holidays of a country each year",
  description: "Of the whole country, or of `region`. Those added already stay.",
  access: "settings",
  query: v.object({ region: v.optional(HolidayPlace) }),
  answer: v.object({ country: v.string() }),
  example: { params: { country: "DE" }, query: { region: "BE" } },
}, async ({ app, host, params, query }) => {
  const { country } = params;
  const place = { country, region: query.region ?? null };
  const stopped = await stopYearly(app, host.id, place);
  return stopped.ok ? accepted({ country }) : stopped;
});

export const deleteHoliday = operation({
  id: "holidays.delete",
  method: "DELETE",
  path: `${path}/{date}`,
  params: { date: "The date, YYYY-MM-DD." },
  tag,
  summary: "Open a holiday again",
  access: "settings",
  answer: v.object({ holidays: Holidays }),
}, async ({ app, host, params }) => {
  const { holidays } = await getHostRules(app.kv, host.id);
  if (!holidays.some(({ date }) => date === params.date)) return refused("not-found");
  const rules = await removeHolidays(app, host.id, [params.date]);
  return rules.ok ? accepted({ holidays: upcomingHolidays(app, host, rules.value) }) : rules;
});

export const listCountries = operation({
  id: "holidays.countries",
  method: "GET",
  path: countries,
  tag,
  summary: "List the countries whose public holidays are known",
  access: "read",
  answer: v.object({ countries: Regions }),
}, async ({ event }) => accepted({ countries: await knownCountries(event.locals.language) }));

export const showCountry = operation({
  id: "holidays.country",
  method: "GET",
  path: `${countries}/{country}`,
  params,
  tag,
  summary: "List the regions and public holidays of a country",
  description: "Holidays of the whole country, or of `region`, up to the end of next year.",
  access: "read",
  query: v.object({ region: v.optional(HolidayPlace) }),
  answer: v.object({ regions: Regions, holidays: Holidays }),
  example: { params: { country: "DE" }, query: { region: "BE" } },
}, async ({ app, host, params: { country }, query }) => {
  if (!(await knownCountries("en")).some(({ id }) => id === country)) return refused("not-found");
  const holidays = await countryHolidays(app, country, query.region ?? null, host.language);
  if (!holidays.ok) return refused("invalid", { fields: { region: "country-unknown" } });
  return accepted({ regions: await regionsOf(country, host.language), holidays: holidays.value });
});
