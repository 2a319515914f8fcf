import { addDays, datesFrom, weekdayOf } from "$lib/scheduling/day.ts";
import type { DateOverride } from "$lib/scheduling/exceptions.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { HostRules } from "$lib/scheduling/host-rules.ts";
import { addMonths, inWeeks } from "$lib/scheduling/month.ts";
import type { Schedule } from "$lib/scheduling/schedule.ts";
import { merge, type Span, subtract } from "$lib/scheduling/span.ts";
import { wallTime } from "$lib/scheduling/wall-time.ts";
import { dateInWords } from "../date-words.ts";

/** How a date differs from its week. */
export type DateState = "open" | "closed" | "changed" | "off";

/** The month as weeks from Monday; dates to come can be chosen. */
export function monthShown(
  schedule: Schedule,
  rules: HostRules,
  month: string,
  today: string,
  current: string | null,
) {
  const days = datesFrom(`${month}-01`, addDays(`${addMonths(month, 1)}-01`, -1));
  return inWeeks(days.map((date) => ({
    date,
    number: Number(date.slice(8)),
    day: dateInWords(date),
    state: stateOf(schedule, rules, date),
    href: date < today ? null : `?schedule=${schedule.id}&date=${date}`,
    today: date === today,
    current: date === current,
  })));
}

/** One date: its week's hours, what differs, and what is open then. Wall-clock time. */
export function dayShown(
  schedule: Schedule,
  rules: HostRules,
  date: string,
  { hourCycle }: Pick<Host, "hourCycle">,
) {
  const own = schedule.overrides.filter((each) => each.date === date);
  const off = offOn(rules, date);
  const inMinutes = (kind: DateOverride["kind"]) =>
    own.filter((each) => each.kind === kind).map(({ from, to }) => ({ start: from, end: to }));
  const usual = usualOn(schedule, date);
  const open = off ? [] : subtract([...usual, ...inMinutes("add")], inMinutes("block"));
  const asText = (span: Span) =>
    `${wallTime(span.start, hourCycle)} – ${wallTime(span.end, hourCycle)}`;
  return {
    date,
    name: dateInWords(date),
    off: off ? { name: off.name } : null,
    usual: usual.map(asText),
    open: open.map(asText),
    spans: { usual, open },
    changes: own.map((each) => inWords(each, hourCycle)),
  };
}

/** A change of a date with its times as the host writes them. */
export function inWords(change: DateOverride, hourCycle: 12 | 24) {
  const { from, to } = change;
  return {
    ...change,
    whole: from === 0 && to === 1440,
    fromText: wallTime(from, hourCycle),
    toText: wallTime(to, hourCycle),
  };
}

function stateOf(schedule: Schedule, rules: HostRules, date: string): DateState {
  if (offOn(rules, date)) return "off";
  if (schedule.overrides.some((each) => each.date === date)) return "changed";
  return usualOn(schedule, date).length > 0 ? "open" : "closed";
}

function usualOn(schedule: Schedule, date: string): Span[] {
  const weekday = weekdayOf(date);
  return merge(
    schedule.rules.filter((rule) => rule.weekday === weekday)
      .map(({ from, to }) => ({ start: from, end: to })),
  );
}

function offOn({ timeOff, holidays }: HostRules, date: string): { name: string } | undefined {
  return timeOff.find(({ first, last }) => first <= date && date <= last) ??
    holidays.find((holiday) => holiday.date === date);
}
