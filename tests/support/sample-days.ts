/** Counted days that look like those of a real page: mostly on weekdays, by day and evening, with a growing number of guests. */
import {
  type BookingCounts,
  type CountedDay,
  type CountedSource,
  decisionMinutes,
  leadDays,
} from "$lib/scheduling/counted-days.ts";
import { addDays, weekdayOf } from "$lib/scheduling/day.ts";

interface Sample {
  /** The last date. */
  to: string;
  days: number;
  /** Bookings altogether, about. */
  bookings: number;
  typeIds: readonly string[];
}

/** The same days for the same sample. */
export function sampleDays({ to, days, bookings, typeIds }: Sample): CountedDay[] {
  const random = seeded(42);
  const perDay = bookings / days;
  return Array.from({ length: days }, (_, n) => {
    const date = addDays(to, n - days + 1);
    const isWeekend = weekdayOf(date) > 5;
    const rise = 0.7 + 0.6 * n / days;
    const today = perDay * rise * (isWeekend ? 0.25 : 1.3);
    const day: CountedDay = { date, visits: { types: {}, by: {} }, bookings: {} };
    for (const [at, typeId] of typeIds.entries()) {
      const part = 1 / 2 ** (at + 1) + (at === 0 ? 1 / 2 ** typeIds.length : 0);
      for (const [source, share] of sources) {
        const requested = whole(today * part * share, random);
        if (source !== "host" && source !== "api") {
          const views = whole(today * part * share * 6, random) + requested;
          const steps = [views, views * 0.7, views * 0.45, views * 0.3]
            .map((n) => Math.max(requested, Math.round(n)));
          (day.visits.types[typeId] ??= {})[source] = steps;
        }
        if (requested > 0) {
          (day.bookings[typeId] ??= {})[source] = countsOf(date, requested, random);
        }
      }
    }
    day.visits.by = visitorsOf(
      Object.values(day.visits.types)
        .flatMap((each) => Object.values(each)).reduce((all, [views = 0]) => all + views, 0),
    );
    return day;
  });
}

const sources: readonly [CountedSource, number][] = [
  ["page", 0.52],
  ["widget", 0.27],
  ["private-link", 0.1],
  ["api", 0.04],
  ["host", 0.07],
];

/** Exactly one booking, of today. */
export function oneBooking(date: string, typeId: string): CountedDay {
  const lead = leadDays.map(() => 0), decided = decisionMinutes.map(() => 0);
  return {
    date,
    visits: {
      types: { [typeId]: { page: [1, 1, 1, 1] } },
      by: { device: { phone: 1 }, language: { de: 1 }, zoneOffset: { "+01:00": 1 } },
    },
    bookings: {
      [typeId]: {
        page: {
          ...none,
          requested: 1,
          confirmed: 1,
          ends: { [addDays(date, 2)]: 1 },
          hours: { 34: 1 },
          lead: [0, 0, 1, ...lead.slice(2)],
          decided: [1, ...decided],
        },
      },
    },
  };
}

const none = {
  declined: 0,
  expired: 0,
  withdrawn: 0,
  cancelledByGuest: 0,
  cancelledByHost: 0,
  rescheduled: 0,
  noShow: 0,
  members: {},
};

function countsOf(date: string, requested: number, random: () => number): BookingCounts {
  const counts = { ...none, requested, confirmed: 0 };
  const ends: Record<string, number> = {}, hours: Record<number, number> = {};
  const lead: number[] = Array(leadDays.length + 1).fill(0);
  const decided: number[] = Array(decisionMinutes.length + 1).fill(0);
  for (let n = 0; n < requested; n++) {
    const ahead = Math.floor(random() ** 2 * 40);
    const hour = Math.floor(Math.min(19, 9 + 4 * (random() + random() + random() / 2)));
    const weekday = Math.floor(random() * (random() < 0.1 ? 7 : 5));
    hours[weekday * 24 + hour] = (hours[weekday * 24 + hour] ?? 0) + 1;
    lead[leadDays.findIndex((bound) => ahead < bound) + (ahead >= 30 ? 7 : 0)]!++;
    const fate = random();
    const outcome = fate < 0.86
      ? "confirmed"
      : fate < 0.92
      ? "declined"
      : fate < 0.95
      ? "expired"
      : "withdrawn";
    counts[outcome]++;
    if (fate < 0.92) decided[Math.floor(random() ** 2 * 5)]!++;
    if (outcome !== "confirmed") continue;
    const later = random();
    if (later < 0.06) counts.cancelledByGuest++;
    else if (later < 0.08) counts.cancelledByHost++;
    else if (later < 0.11) counts.noShow++;
    else ends[addDays(date, ahead)] = (ends[addDays(date, ahead)] ?? 0) + 1;
    if (random() < 0.09) counts.rescheduled++;
  }
  return { ...counts, ends, hours, lead, decided };
}

function visitorsOf(views: number): CountedDay["visits"]["by"] {
  const split = (parts: Record<string, number>) =>
    Object.fromEntries(
      Object.entries(parts).map(([value, part]) => [value, Math.round(views * part)]),
    );
  const { "+01:00": _, ...others } = split({
    "+01:00": 0.6,
    "+00:00": 0.2,
    "-05:00": 0.15,
    "+05:30": 0.05,
  });
  // Every view has a zone.
  const zones = {
    ...others,
    "+01:00": views - Object.values(others).reduce((sum, n) => sum + n, 0),
  };
  return {
    device: split({ desktop: 0.58, phone: 0.37, tablet: 0.05 }),
    language: split({ en: 0.55, de: 0.28, fr: 0.1, ar: 0.04, "pt-BR": 0.03 }),
    zoneOffset: zones,
    referrer: split({ "www.google.com": 0.4, "www.linkedin.com": 0.2, "ada.example": 0.1 }),
    embedder: split({
      "ada.example": 0.2,
      "a-very-long-name-of-a-site.of-some-company.example": 0.07,
    }),
    utmSource: split({ newsletter: 0.08 }),
    utmMedium: split({ email: 0.08 }),
    utmCampaign: split({ autumn: 0.06, "new-year": 0.02 }),
  };
}

function whole(n: number, random: () => number): number {
  return Math.floor(n) + (random() < n % 1 ? 1 : 0);
}

/** Numbers from 0 to 1 that are the same every time. */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
