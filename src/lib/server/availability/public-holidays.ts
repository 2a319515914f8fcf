import type Holidays from "date-holidays";
import { dateAt, datesBetween } from "$lib/scheduling/day.ts";
import { comma } from "$lib/i18n/date-time.ts";
import type { Language } from "$lib/scheduling/language.ts";
import type { Holiday } from "$lib/scheduling/availability-exceptions.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { YearlyHolidays } from "$lib/scheduling/host-rules.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { InvalidICalendar } from "../../icalendar/content-lines.ts";
import { parseHolidays } from "../../icalendar/holiday-dates.ts";
import { followRedirects, OutboundError, withUniformFailureTime } from "../outbound/index.ts";

/** A country or a part of it, as the library knows it. */
export interface HolidayRegion {
  id: string;
  name: string;
}

/** More than any place has in a year. */
const MAX_NAMES = 40;
const YEARS = 2;
const MOST_BYTES = 2_000_000;

/** Every country whose public holidays are known, by its name in a language. */
export async function countries(language: string): Promise<HolidayRegion[]> {
  const known = Object.entries((await openHolidayLibrary()).getCountries("en"));
  const named = known.map(([id, name]) => [id, countryName(id, name, language)]);
  return places(Object.fromEntries(named), language);
}

function countryName(id: string, english: string, language: string): string {
  if (language === "en") return english;
  return new Intl.DisplayNames([language], { type: "region" }).of(id) ?? english;
}

/** The parts of a country that have holidays of their own, by their names in a language or else in the country's. */
export async function regionsOf(country: string, language: string): Promise<HolidayRegion[]> {
  const library = await openHolidayLibrary();
  const isKnown = Object.hasOwn(library.getCountries(), country);
  return isKnown ? places(library.getStates(country, language), language) : [];
}

/** The last year whose holidays are listed. */
export function lastListedYear(now: number): number {
  return new Date(now).getUTCFullYear() + YEARS - 1;
}

/** Holidays of a place that are to come again each year, after the years that are listed now, as they are named in a language. */
export async function yearlyHolidays(
  app: App,
  { country, region }: Pick<YearlyHolidays, "country" | "region">,
  holidays: readonly Holiday[],
  language: Language,
): Promise<YearlyHolidays> {
  const library = await openHolidayLibrary();
  const part = region === null ? undefined : library.getStates(country, language)?.[region];
  const name = countryName(country, library.getCountries("en")[country] ?? country, language);
  const label = [name, part].filter(Boolean).join(comma({ language }));
  const names = [...new Set(holidays.map(({ name }) => name))].slice(0, MAX_NAMES);
  return { country, region, label, language, names, until: lastListedYear(app.now()) };
}

/**
 * The public holidays of a country or a part of it, from today to the end of the next year; by their English names where
 * the language has none.
 */
export async function countryHolidays(
  app: App,
  country: string,
  state: string | null,
  language: Language,
): Promise<Outcome<Holiday[], "invalid">> {
  const library = await openHolidayLibrary();
  const isKnown = Object.hasOwn(library.getCountries(), country) &&
    (state === null || Object.hasOwn(library.getStates(country) ?? {}, state));
  if (!isKnown) return refused("invalid", { fields: { country: "country-unknown" } });
  library.init({ country, ...(state ? { state } : {}) });
  library.setLanguages([...new Set([language, "en", ...library.getLanguages()])]);
  const today = dateAt(app.now(), "UTC");
  const year = Number(today.slice(0, 4));
  const byDate = new Map<string, Holiday>();
  for (let n = 0; n < YEARS; n++) {
    for (const holiday of library.getHolidays(year + n)) {
      if (holiday.type !== "public") continue;
      for (const date of datesOf(holiday)) {
        if (date >= today && !byDate.has(date)) {
          byDate.set(date, { date, name: holiday.name.slice(0, 60) });
        }
      }
    }
  }
  return accepted([...byDate.values()].sort((a, b) => a.date < b.date ? -1 : 1));
}

/** Whether some of these names are English because there are none in the language. */
export async function hasEnglishNames(
  app: App,
  { country, state }: { country: string; state: string | null },
  named: readonly Holiday[],
  language: Language,
): Promise<boolean> {
  if (language === "en") return false;
  const english = await countryHolidays(app, country, state, "en");
  const names = new Map(english.ok ? english.value.map(({ date, name }) => [date, name]) : []);
  return named.some(({ date, name }) => names.get(date) === name);
}

/** The whole days of a published calendar, from today to the end of the next year; it is downloaded once and not stored. */
export async function calendarHolidays(
  app: App,
  address: string,
): Promise<Outcome<Holiday[], "invalid">> {
  const url = URL.canParse(address) ? new URL(address.replace(/^webcals?:/i, "https:")) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return refused("invalid", { fields: { address: "address-invalid" } });
  }
  const now = app.now();
  const window = { start: now - DAY, end: Date.UTC(new Date(now).getUTCFullYear() + YEARS) };
  try {
    const { response } = await withUniformFailureTime(
      () => followRedirects(app.fetch, url, { maxBytes: MOST_BYTES }),
      (error) => error instanceof OutboundError,
    );
    if (!response.ok) return refused("invalid", { fields: { address: "address-silent" } });
    const holidays = parseHolidays(await response.text(), window);
    return holidays.length > 0
      ? accepted(holidays)
      : refused("invalid", { fields: { address: "address-empty" } });
  } catch (error) {
    if (error instanceof InvalidICalendar) {
      return refused("invalid", { fields: { address: "address-not-calendar" } });
    }
    if (error instanceof OutboundError) {
      return refused("invalid", { fields: { address: "address-silent" } });
    }
    throw error;
  }
}

/** Loaded on first use: its rules take half a second and 40 MB, which most runs never need. */
async function openHolidayLibrary(): Promise<Holidays> {
  const { default: Library } = await import("date-holidays");
  return new Library();
}

/** The dates of a holiday by the clock of its country; one that begins at sunset belongs to the next date. */
function datesOf(holiday: { date: string; start: Date; end: Date }): string[] {
  const wall = Date.parse(`${holiday.date.slice(0, 10)}T${holiday.date.slice(11, 16)}Z`);
  const first = wall + (new Date(wall).getUTCHours() >= 12 ? DAY : 0);
  const last = wall + (holiday.end.getTime() - holiday.start.getTime()) - 1;
  return datesBetween(dateAt(first, "UTC"), dateAt(Math.max(first, last), "UTC"));
}

function places(
  named: Record<string, string> | undefined,
  language: string,
): HolidayRegion[] {
  return Object.entries(named ?? {}).map(([id, name]) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
}
