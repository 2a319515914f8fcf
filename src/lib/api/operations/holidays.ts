import * as v from "valibot";
import { Holidays } from "../../scheduling/availability-exceptions.ts";
import { HolidayPlace } from "../fields.ts";
import { operation } from "../operation.ts";

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
});

export const listCountries = operation({
  id: "holidays.countries",
  method: "GET",
  path: countries,
  tag,
  summary: "List the countries whose public holidays are known",
  access: "read",
  answer: v.object({ countries: Regions }),
});

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
});
