import { parseTracking, trackingParameters } from "$lib/scheduling/booking-tracking.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { phoneWithPlus } from "$lib/scheduling/plus-signs.ts";
import { canonicalZone } from "$lib/scheduling/zone-name.ts";
import { isDate, isMonth } from "$lib/scheduling/month.ts";
import { lookParameters } from "$lib/scheduling/widget-look.ts";
import type { FormValues } from "$lib/components/picker-view.ts";
import type { BookingQuestion } from "$lib/scheduling/booking-questions.ts";

/** The query of a picker's address, parsed; an invalid parameter counts as missing. */
export interface PickerQuery {
  zone: string | null;
  hourCycle: 12 | 24 | null;
  minutes: number | null;
  date: string | null;
  month: string | null;
  /** Epoch ms. */
  slot: number | null;
  /** Idempotency key of the form. */
  key: string | null;
  /** What time zones are searched for, empty for all; null while their list is closed. */
  zones: string | null;
  /** Parameters that every link of the page repeats. */
  preserved: [string, string][];
  prefill: FormValues;
}

/**
 * Characters of a parameter, since every link of the page repeats them: more than any field takes, so that the form
 * refuses what is longer; and of all answers together.
 */
const MAX_LENGTH = 3_000, MAX_ANSWERS = 2_000;
const PRESERVED_PARAMETERS = [
  "tz",
  "hours",
  "lang",
  "minutes",
  "name",
  "email",
  "note",
  "guests",
  "link",
  "again",
  "still",
  "preview",
  "picked",
];

/** Parses the query; parameters named like the slug of a question, or `a1` for the first, prefill its answer. */
export function parsePickerQuery(
  query: URLSearchParams,
  questions: readonly Pick<BookingQuestion, "slug" | "kind">[] = [],
): PickerQuery {
  const text = (name: string) => query.get(name)?.trim().slice(0, MAX_LENGTH) ?? "";
  const slot = Date.parse(text("slot"));
  const minutes = Number(text("minutes"));
  const answers = prefilledAnswers(questions, query);
  return {
    zone: canonicalZone(text("tz")),
    hourCycle: text("hours") === "12" ? 12 : text("hours") === "24" ? 24 : null,
    minutes: Number.isInteger(minutes) && minutes > 0 ? minutes : null,
    date: isDate(text("date")) ? text("date") : null,
    month: isMonth(text("month")) ? text("month") : null,
    slot: isSupportedInstant(slot) ? slot : null,
    key: /^[A-Za-z0-9_-]{16,64}$/.test(text("key")) ? text("key") : null,
    zones: query.get("zones")?.trim().slice(0, 64) ?? null,
    preserved: [
      ...PRESERVED_PARAMETERS.flatMap((name): [string, string][] => {
        const value = text(name);
        return value ? [[name, value]] : [];
      }),
      ...lookParameters.flatMap((name): [string, string][] =>
        query.has(name) ? [[name, text(name).slice(0, 300)]] : []
      ),
      ...trackingParameters(parseTracking(query)),
      ...answers,
    ],
    prefill: {
      name: text("name"),
      email: text("email"),
      note: text("note"),
      guests: text("guests"),
      location: "",
      phone: "",
      repeat: "",
      dates: "",
      answers: Object.fromEntries(answers),
    },
  };
}

function prefilledAnswers(
  questions: readonly Pick<BookingQuestion, "slug" | "kind">[],
  query: URLSearchParams,
): [string, string][] {
  let room = MAX_ANSWERS;
  return questions.flatMap(({ slug, kind }, i): [string, string][] => {
    const given = query.get(slug) || query.get(`a${i + 1}`) || "";
    const value = (kind === "phone" ? phoneWithPlus(given) : given).trim().slice(0, room);
    room -= value.length;
    return value ? [[slug, value]] : [];
  });
}

/** A link within the picker: the preserved parameters with these changes; null removes one. */
export function pickerHref(
  query: Pick<PickerQuery, "preserved">,
  change: Record<string, string | null>,
): string {
  const isKept = query.preserved.some(([name]) => Object.hasOwn(change, name));
  const preserved = isKept
    ? query.preserved.filter(([name]) => !Object.hasOwn(change, name))
    : query.preserved;
  let href = preservedQueryString(preserved);
  for (const name in change) {
    const value = change[name] ?? null;
    if (value === null) continue;
    href += `${href && "&"}${name}=${encodeURIComponent(value)}`;
  }
  return `?${href}`;
}

const preservedQueryStrings = new WeakMap<[string, string][], string>();

/** Cached: the preserved parameters are the same in all links of a page. */
function preservedQueryString(preserved: [string, string][]): string {
  let text = preservedQueryStrings.get(preserved);
  if (text === undefined) {
    preservedQueryStrings.set(preserved, text = String(new URLSearchParams(preserved)));
  }
  return text;
}

/** An instant as used in queries and forms: "2026-11-24T09:00:00Z". */
export function isoInstant(instant: number): string {
  const iso = new Date(instant).toISOString();
  return iso.endsWith(".000Z") ? `${iso.slice(0, -5)}Z` : iso;
}
