import type { SeriesChoiceView, SeriesDatesView } from "$lib/components/picker-view.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { rhythms, seriesChoices, type SeriesInput, seriesStarts } from "$lib/scheduling/series.ts";
import { comma, type DisplayOptions, formatShortDate, formatTime } from "$lib/i18n/date-time.ts";
import { plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../../app.ts";
import { findSlots } from "../../availability/find-slots.ts";
import { membersFreeAt } from "../../availability/member-starts.ts";
import type { BookingPage } from "../../event-types/booking-page.ts";

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

/** The dates of a series with those that are free right now; null where the type takes none of them. */
export async function seriesDatesView(
  app: App,
  page: Pick<BookingPage, "hosts" | "type">,
  { start, minutes, series, zone }: WantedDates,
  reader: DisplayOptions,
): Promise<SeriesDatesView | null> {
  const { type } = page;
  const length = minutes ?? type.durations[0]!;
  if (
    !isSupportedInstant(start) || !type.durations.includes(length) ||
    series.dates > type.seriesDates
  ) return null;
  const starts = seriesStarts(start, series, zone ?? reader.zone);
  const free = await freeStarts(app, page, starts, length);
  const dates = starts.map((each) => ({
    label: `${formatShortDate(each, reader)}${comma(reader)}${formatTime(each, reader)}`,
    isFree: free.includes(each),
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

/** Those of the starts that are free: of a round robin for the member who has most of them, since one takes them all. */
async function freeStarts(
  app: App,
  { hosts, type }: Pick<BookingPage, "hosts" | "type">,
  starts: readonly number[],
  minutes: number,
): Promise<number[]> {
  if (type.team?.mode !== "round-robin") {
    const found = await Promise.all(starts.map((start) => {
      const window = { start, end: start + 1 };
      return findSlots(app, { hosts, type, minutes, window });
    }));
    return starts.filter((start, n) => found[n]!.starts.includes(start));
  }
  const { members } = type.team;
  const free = await Promise.all(starts.map((start) => {
    const time = { start, end: start + minutes * MINUTE };
    return membersFreeAt(app, type, members, { time, now: app.now() });
  }));
  const startsOf = ({ hostId }: typeof members[number]) =>
    starts.filter((_, n) => {
      const found = free[n]!;
      return found.ok && found.value.some((member) => member.hostId === hostId);
    });
  return members.map(startsOf).reduce((most, own) => own.length > most.length ? own : most, []);
}
