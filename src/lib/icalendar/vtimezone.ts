/** Wall-clock times and their zones in iCalendar (RFC 5545 §3.3.5, §3.6.5). */
import { component, type JcalComponent, type JcalProperty, property } from "./writer.ts";
import type { Span } from "../scheduling/span.ts";
import { Temporal } from "../scheduling/temporal.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import {
  offsetAt,
  type Transition,
  transitionsIn,
  type YearlyRule,
  yearlyRule,
} from "./zone-transitions.ts";

const YEAR = 366 * DAY;
const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** DTSTART or DTEND with TZID; in UTC for a UTC zone or an ambiguous wall time. Needs the `vtimezone` of the zone beside it. */
export function timeProperty(name: string, instant: number, zone: string): JcalProperty {
  const local = localTime(instant, offsetAt(instant, zone));
  return isUtc(zone) || isAmbiguous(local, zone)
    ? property(name, instant)
    : property(name, local, { tzid: zone });
}

/**
 * The VTIMEZONE of a zone, right for every instant of the span (RFC 5545 §3.6.5); nothing for UTC.
 * At most one STANDARD and one DAYLIGHT when the clock changes by rule or not at all, as Outlook requires; for irregular
 * changes only the observances in the span.
 */
export function vtimezone(zone: string, span: Span): JcalComponent[] {
  if (isUtc(zone)) return [];
  const years = { start: startOfYear(span.start - YEAR), end: startOfYear(span.end + 5 * YEAR) };
  const observances = knownYearly(zone, years) ??
    [
      fixedObservance(offsetAt(span.start, zone)),
      ...transitionsIn(zone, span).map((at) => observance(at)),
    ];
  return [component("vtimezone", [property("tzid", zone)], observances)];
}

/** The same for all meetings of a year. */
function knownYearly(zone: string, years: Span): JcalComponent[] | null {
  const name = `${zone} ${years.start} ${years.end}`;
  let observances = known.get(name);
  if (observances === undefined) {
    observances = yearlyObservances(transitionsIn(zone, years));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, observances);
  }
  return observances;
}

const known = new Map<string, JcalComponent[] | null>(), MOST_KNOWN = 100;

function yearlyObservances(changes: readonly Transition[]): JcalComponent[] | null {
  const back = changes.filter((change) => change.to < change.from);
  const forward = changes.filter((change) => change.to > change.from);
  const winter = yearlyRule(back), summer = yearlyRule(forward);
  if (!back[0] || !forward[0] || !winter || !summer) return null;
  return back.length === forward.length
    ? [observance(back[0], winter), observance(forward[0], summer)]
    : null;
}

/** An offset without an earlier change. */
function fixedObservance(offset: number): JcalComponent {
  return observance({ at: -offset * MINUTE, from: offset, to: offset });
}

function observance(change: Transition, yearly?: YearlyRule): JcalComponent {
  return component(change.to > change.from ? "daylight" : "standard", [
    property("dtstart", localTime(change.at, change.from)),
    property("tzoffsetfrom", signed(change.from)),
    property("tzoffsetto", signed(change.to)),
    yearly ? property("rrule", ruleParts(yearly)) : null,
  ]);
}

function ruleParts({ month, nth, weekday }: YearlyRule) {
  return { freq: "YEARLY", bymonth: month, byday: `${nth}${weekdays[weekday]}` };
}

/** `+01:00`, as jCal writes an offset. */
function signed(minutes: number): string {
  const whole = Math.abs(minutes);
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(whole / 60)}:${two(whole % 60)}`;
}

/** `2026-11-24T14:30:00`: the wall clock at an offset, in minutes east of UTC. */
function localTime(instant: number, offset: number): string {
  return new Date(instant + offset * MINUTE).toISOString().slice(0, 19);
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
