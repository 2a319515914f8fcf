import type { SeriesChoiceView, SeriesDatesView } from "$lib/components/picker-view.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { rhythms, seriesChoices, type SeriesInput, seriesStarts } from "$lib/scheduling/series.ts";
import { comma, type DisplayOptions, formatShortDate, formatTime } from "$lib/i18n/date-time.ts";
import { plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../../app.ts";
import { findSlots } from "../../availability/find-slots.ts";
import { findBookingPage, type PageAddress } from "../../event-types/booking-page.ts";

/** How several dates can be booked at once; null where the type does not repeat. */
export function seriesChoiceView(type: EventType, language: Language): SeriesChoiceView | null {
  const most = type.seriesDates;
  if (most === 1) return null;
  const words = messages(language).booking.form.series;
  return {
    rhythms: rhythms.map((value) => ({ value, label: words.rhythms[value] })),
    counts: Array.from({ length: most - 1 }, (_, n) => ({
      value: n + 2,
      label: plural(words.dates, n + 2, language),
    })),
  };
}

interface WantedDates {
  start: number;
  minutes: number | null;
  series: SeriesInput;
  /** The zone in which the dates have the same time; the reader's where it is missing. */
  zone?: string;
}

/** The dates of a series with those that are free right now; null where the page or the type takes none. */
export async function seriesDatesView(
  app: App,
  address: PageAddress,
  { start, minutes, series, zone }: WantedDates,
  reader: DisplayOptions,
): Promise<SeriesDatesView | null> {
  const page = await findBookingPage(app, address, null);
  if (!page.ok || !isSupportedInstant(start)) return null;
  const { hosts, type } = page.value;
  const length = minutes ?? type.durations[0]!;
  if (!type.durations.includes(length) || series.dates > type.seriesDates) return null;
  const starts = seriesStarts(start, series, zone ?? reader.zone);
  const dates = await Promise.all(starts.map(async (each) => {
    const window = { start: each, end: each + 1 };
    const offers = await findSlots(app, { hosts, type, minutes: length, window });
    return {
      label: `${formatShortDate(each, reader)}${comma(reader)}${formatTime(each, reader)}`,
      isFree: offers.starts.includes(each),
    };
  }));
  const words = messages(reader.language).booking.form.series;
  const areAllFree = dates.every(({ isFree }) => isFree);
  return {
    dates,
    choices: areAllFree ? null : seriesChoices.map((value) => ({
      value,
      label: words.choices[value],
      isChosen: value === (series.book === "all" ? "free" : series.book),
    })),
  };
}
