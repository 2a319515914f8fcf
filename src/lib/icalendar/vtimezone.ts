/** Wall-clock times and their zones in iCalendar text (RFC 5545 §3.3.5, §3.6.5). */
import { component, contentLine, utcDateTime } from "./writer.ts";
import type { Span } from "../scheduling/span.ts";
import { Temporal } from "../scheduling/temporal.ts";
import {
  offsetAt,
  type Transition,
  transitionsIn,
  type YearlyRule,
  yearlyRule,
} from "./zone-transitions.ts";

const MINUTE = 60_000;
const YEAR = 366 * 86_400_000;
const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** `20261124T143000`: the wall clock of the zone. */
export function localTime(instant: number, zone: string): string {
  return utcDateTime(instant + offsetAt(instant, zone) * MINUTE).slice(0, -1);
}

/** DTSTART or DTEND: with its TZID; in UTC where the zone is UTC or the wall clock shows this time twice, which readers understand differently. Write `vtimezone` beside it. */
export function dateTimeLine(name: string, instant: number, zone: string): string {
  const local = localTime(instant, zone);
  return isUtc(zone) || isAmbiguous(local, zone)
    ? contentLine(name, utcDateTime(instant))
    : contentLine(name, local, { TZID: zone });
}

/**
 * The VTIMEZONE of a zone, right for every instant of the span (RFC 5545 §3.6.5); nothing for UTC.
 * At most one STANDARD and one DAYLIGHT where the clock changes by rule or not at all, as Outlook wants it;
 * where it changes irregularly, only what is in force in the span is told.
 */
export function vtimezone(zone: string, span: Span): string[] {
  if (isUtc(zone)) return [];
  const years = { start: startOfYear(span.start - YEAR), end: startOfYear(span.end + 5 * YEAR) };
  const observances = yearlyObservances(transitionsIn(zone, years)) ??
    [
      fixedObservance(offsetAt(span.start, zone)),
      ...transitionsIn(zone, span).map((at) => observance(at)),
    ];
  return component("VTIMEZONE", [contentLine("TZID", zone), ...observances]);
}

function yearlyObservances(changes: readonly Transition[]): string[][] | null {
  const back = changes.filter((change) => change.to < change.from);
  const forward = changes.filter((change) => change.to > change.from);
  const winter = yearlyRule(back), summer = yearlyRule(forward);
  if (!back[0] || !forward[0] || !winter || !summer) return null;
  return back.length === forward.length
    ? [observance(back[0], winter), observance(forward[0], summer)]
    : null;
}

/** An offset that has always been there, as far as the reader needs to know. */
function fixedObservance(offset: number): string[] {
  return observance({ at: -offset * MINUTE, from: offset, to: offset });
}

function observance(change: Transition, yearly?: YearlyRule): string[] {
  return component(change.to > change.from ? "DAYLIGHT" : "STANDARD", [
    contentLine("DTSTART", utcDateTime(change.at + change.from * MINUTE).slice(0, -1)),
    contentLine("TZOFFSETFROM", signed(change.from)),
    contentLine("TZOFFSETTO", signed(change.to)),
    yearly ? [contentLine("RRULE", ruleValue(yearly))] : [],
  ]);
}

function ruleValue({ month, nth, weekday }: YearlyRule): string {
  return `FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}${weekdays[weekday]}`;
}

function signed(minutes: number): string {
  const whole = Math.abs(minutes);
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(whole / 60)}${two(whole % 60)}`;
}

function isAmbiguous(local: string, zone: string): boolean {
  const wallClock = Temporal.PlainDateTime.from(local);
  const meaning = (disambiguation: "earlier" | "later") =>
    wallClock.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
  return meaning("earlier") !== meaning("later");
}

function startOfYear(instant: number): number {
  return Date.UTC(new Date(instant).getUTCFullYear(), 0, 1);
}

function isUtc(zone: string): boolean {
  return /^(Etc\/)?(UTC|GMT|UCT|Universal|Zulu|Greenwich)$/i.test(zone);
}
