import { isInReach } from "$lib/scheduling/day.ts";
import { zoneNamed } from "$lib/scheduling/zone-name.ts";
import { isDate, isMonth } from "$lib/scheduling/month.ts";
import type { FormValues } from "$lib/components/picker-view.ts";
import type { Question } from "$lib/scheduling/questions.ts";

/** What the address of a picker asks for; whatever does not read well was not asked. */
export interface Ask {
  zone: string | null;
  hours: 12 | 24 | null;
  minutes: number | null;
  date: string | null;
  month: string | null;
  /** Epoch ms. */
  slot: number | null;
  /** Idempotency key of the form; in the address, so that going back sends the same form again. */
  key: string | null;
  /** Whether the list of all zones is wanted, which is most of a page. */
  zones: boolean;
  /** What every link of the page carries on. */
  kept: [string, string][];
  prefill: FormValues;
}

const PREFILL = { name: 120, email: 254, note: 2000, answers: 2000 };
const CARRIED = [
  "tz",
  "hours",
  "minutes",
  "name",
  "email",
  "note",
  "theme",
  "parent",
  "link",
  "still",
];

/** Reads the address; it can fill in answers to these questions, by their slugs. */
export function readAsk(
  query: URLSearchParams,
  questions: readonly Pick<Question, "slug">[] = [],
): Ask {
  const text = (name: string) => query.get(name)?.trim() ?? "";
  const slot = Date.parse(text("slot"));
  const minutes = Number(text("minutes"));
  const answers = prefilled(questions, text);
  return {
    zone: zoneNamed(text("tz")),
    hours: text("hours") === "12" ? 12 : text("hours") === "24" ? 24 : null,
    minutes: Number.isInteger(minutes) && minutes > 0 ? minutes : null,
    date: isDate(text("date")) ? text("date") : null,
    month: isMonth(text("month")) ? text("month") : null,
    slot: isInReach(slot) ? slot : null,
    key: /^[A-Za-z0-9_-]{16,64}$/.test(text("key")) ? text("key") : null,
    zones: query.has("zones"),
    kept: [
      ...CARRIED.flatMap((name): [string, string][] => {
        const value = text(name).slice(0, 2000);
        return value ? [[name, value]] : [];
      }),
      ...answers,
    ],
    prefill: {
      name: text("name").slice(0, PREFILL.name),
      email: text("email").slice(0, PREFILL.email),
      note: text("note").slice(0, PREFILL.note),
      answers: Object.fromEntries(answers),
    },
  };
}

/** Answers from the address, 2,000 characters together, as every link of the page carries them on. */
function prefilled(
  questions: readonly Pick<Question, "slug">[],
  text: (name: string) => string,
): [string, string][] {
  let room = PREFILL.answers;
  return questions.flatMap(({ slug }): [string, string][] => {
    const value = text(slug).slice(0, room);
    room -= value.length;
    return value ? [[slug, value]] : [];
  });
}

/** A link within the picker: what is kept, changed by what is given; null takes a field out. */
export function hrefOf(ask: Pick<Ask, "kept">, change: Record<string, string | null>): string {
  const names = Object.keys(change);
  const isKept = ask.kept.some(([name]) => names.includes(name));
  const kept = isKept ? ask.kept.filter(([name]) => !names.includes(name)) : ask.kept;
  const fields = names.flatMap((name) => {
    const value = change[name] ?? null;
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return `?${[keptText(kept), ...fields].filter(Boolean).join("&")}`;
}

const keptTexts = new WeakMap<[string, string][], string>();

/** What is kept is the same in the fifty links of a page. */
function keptText(kept: [string, string][]): string {
  let text = keptTexts.get(kept);
  if (text === undefined) keptTexts.set(kept, text = String(new URLSearchParams(kept)));
  return text;
}

/** An instant as addresses and forms carry it: "2026-11-24T09:00:00Z". */
export function isoOf(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
